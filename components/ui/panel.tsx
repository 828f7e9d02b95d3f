import clsx from 'clsx';
import { type ReactNode, useId } from 'react';

/** A part of a page with its title on the frame. */
export function Panel(props: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
  flush?: boolean;
}) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={clsx('min-w-0 rounded-md border border-line bg-surface', props.className)}
    >
      <header className="flex min-h-9 items-center justify-between gap-3 border-b border-line px-3 py-1">
        <h2 id={id} className="min-w-min text-sm font-semibold">
          {props.title}
        </h2>
        {props.aside}
      </header>
      <div className={props.flush ? undefined : 'p-3'}>{props.children}</div>
    </section>
  );
}
