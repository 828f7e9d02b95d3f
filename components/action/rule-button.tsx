'use client';
import clsx from 'clsx';
import { type ComponentProps, useId } from 'react';
import { Button } from '../ui/button.tsx';

/**
 * A button that may not apply. It can be reached all the same, by pointer and keyboard, and says then why it does not;
 * `said` where the reason stands beside it anyway.
 */
export function RuleButton({
  why,
  onClick,
  className,
  said = false,
  ...rest
}: ComponentProps<typeof Button> & { why: string | null; said?: boolean }) {
  const id = useId();
  const refused = why !== null;
  return (
    <span className="group relative inline-flex">
      <Button
        {...rest}
        {...(refused
          ? { type: 'button', 'aria-disabled': true, 'aria-describedby': id }
          : onClick && { onClick })}
        className={clsx(refused && 'cursor-not-allowed border-dashed! bg-sunken! text-muted!', className)}
      />
      {refused && (
        <span
          id={id}
          role="tooltip"
          hidden={said}
          className={clsx(
            'pointer-events-none absolute right-0 top-full z-30 mt-1 hidden w-max max-w-[min(20rem,70vw)] rounded-md border border-line-strong bg-raised px-2 py-1 text-left text-xs text-text shadow-pop',
            !said && 'group-focus-within:block group-hover:block',
          )}
        >
          {why}
        </span>
      )}
    </span>
  );
}
