import clsx from 'clsx';
import type { ReactNode } from 'react';

/** A small fact beside a name: a kind, a manager, a role. Never a health: that is HealthBadge's. */
export function Badge({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-1 whitespace-nowrap rounded-sm border border-line bg-sunken px-1.5 text-xs text-muted',
        className,
      )}
    >
      {children}
    </span>
  );
}
