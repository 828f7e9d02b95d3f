import type { ReactNode } from 'react';

/** The buttons of a sheet, always in view and above what scrolls beneath them; `why` says what is in the way of the last. */
export function SheetFooter({ why = null, children }: { why?: string | null; children: ReactNode }) {
  return (
    <footer className="sticky bottom-0 z-20 -mx-4 -mb-4 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-raised px-4 py-3">
      {why !== null && (
        <span className="mr-auto min-w-0 text-sm text-muted [overflow-wrap:anywhere]">{why}</span>
      )}
      {children}
    </footer>
  );
}
