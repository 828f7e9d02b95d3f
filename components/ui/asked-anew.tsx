import type { ReactNode } from 'react';

/** What was answered before, while it is asked anew: framed and not dimmed, since dimmed text is too faint to read. */
export function AskedAnew(props: { busy: boolean; children: ReactNode }) {
  return (
    <div
      className={
        props.busy ? 'rounded-md outline-1 outline-dashed outline-line-strong outline-offset-4' : undefined
      }
      aria-busy={props.busy}
    >
      {props.children}
    </div>
  );
}
