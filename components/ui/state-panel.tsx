import clsx from 'clsx';
import type { ReactNode } from 'react';
import { HealthShape, type Mark } from './health-mark.tsx';

/** What stands in the place of data that is not there: what is the case, why, and what to do. */
export function StatePanel(props: {
  health?: Mark;
  title: string;
  /** Where it is all that the page has, its title is the page's. */
  asPage?: boolean;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  const Title = props.asPage ? 'h1' : 'h2';
  return (
    <div
      className={clsx(
        'mx-auto my-6 flex max-w-xl gap-3 rounded-md border border-line bg-surface px-5 py-4',
        props.className,
      )}
    >
      {props.health && <HealthShape health={props.health} className="mt-1 text-lg" />}
      <div className="min-w-0 space-y-1.5">
        <Title className="text-lg font-semibold">{props.title}</Title>
        {props.children && (
          <div className="space-y-2 text-sm text-muted [overflow-wrap:anywhere]">{props.children}</div>
        )}
        {props.action && <div className="pt-1.5">{props.action}</div>}
      </div>
    </div>
  );
}
