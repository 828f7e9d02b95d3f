import clsx from 'clsx';
import Link from 'next/link';
import type { ComponentProps } from 'react';

/** A link in running text or a table. Prefetch is off: thousands of rows would ask the server for thousands of pages. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      prefetch={false}
      className={clsx(
        'text-accent underline decoration-transparent underline-offset-2 hover:decoration-current',
        className,
      )}
      {...rest}
    />
  );
}
