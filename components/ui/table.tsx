'use client';
import clsx from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslations } from 'use-intl';

/** A dense table with a name for screen readers; scrolls sideways inside its frame on narrow screens. */
export function Table({
  label,
  children,
  className,
}: {
  label: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
      tabIndex={0}
      className={clsx('relative overflow-x-auto rounded-md border border-line bg-surface', className)}
    >
      <table aria-label={label} className="w-full border-collapse text-left text-sm">
        {children}
      </table>
    </section>
  );
}

export type Direction = 'ascending' | 'descending';

/** A column's head; with `onSort` it is a button and tells its direction. */
export function ColumnHead(props: {
  children: string;
  sorted?: Direction | null;
  onSort?: () => void;
  align?: 'left' | 'right';
  className?: string;
}) {
  const t = useTranslations('common');
  const Arrow = props.sorted === 'descending' ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={props.sorted ?? undefined}
      className={clsx(
        'label h-8 whitespace-nowrap border-b border-line bg-sunken px-3',
        props.align === 'right' && 'text-right',
        props.className,
      )}
    >
      {props.onSort ? (
        <button
          type="button"
          onClick={props.onSort}
          aria-label={t('sortBy', { column: props.children })}
          className={clsx('inline-flex items-center gap-1 hover:text-text', props.sorted && 'text-text')}
        >
          <span className="label text-current">{props.children}</span>
          <Arrow aria-hidden="true" className={clsx('size-3', !props.sorted && 'opacity-0')} />
        </button>
      ) : (
        props.children
      )}
    </th>
  );
}

export function Row({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr className={clsx('border-b border-line last:border-b-0 hover:bg-raised', className)} {...rest} />;
}

export function Cell({ className, ...rest }: ComponentProps<'td'>) {
  return <td className={clsx('px-3 py-1.5 align-baseline', className)} {...rest} />;
}
