import clsx from 'clsx';
import type { ReactNode } from 'react';

/** Labels over values, as many to a line as fit. */
export function KeyValues({ children, className }: { children: ReactNode; className?: string }) {
  return <dl className={clsx('flex flex-wrap gap-x-8 gap-y-3', className)}>{children}</dl>;
}

export function KeyValue({ label, mono, children }: { label: string; mono?: boolean; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="label">{label}</dt>
      <dd className={clsx('[overflow-wrap:anywhere]', mono && 'font-mono text-sm')}>{children}</dd>
    </div>
  );
}
