import type { ReactNode } from 'react';

/**
 * The title of a page, with what belongs beside it. `actions` is the place of the action bar; `urgent` is told under both, and on
 * a phone, where actions take rows of their own, before them.
 */
export function PageHead(props: {
  title: ReactNode;
  above?: ReactNode;
  beside?: ReactNode;
  actions?: ReactNode;
  urgent?: ReactNode;
}) {
  return (
    <header className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
      <div className="min-w-0">
        {props.above && <div className="text-sm text-muted">{props.above}</div>}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-2xl font-semibold tracking-tight [overflow-wrap:anywhere]">{props.title}</h1>
          {props.beside}
        </div>
      </div>
      {/* One element in both cases: a sheet that an action has opened stays open when something urgent comes or goes. */}
      {props.actions && (
        <div className={props.urgent ? 'max-md:order-last' : 'contents'}>{props.actions}</div>
      )}
      {props.urgent && <div className="min-w-0 basis-full">{props.urgent}</div>}
    </header>
  );
}
