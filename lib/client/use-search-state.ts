'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';

/**
 * One parameter of the address, so that a filter or an order can be bookmarked and sent to a colleague. Setting it to
 * the fallback takes it out. The history entry is replaced: Back leaves the page, not the last letter typed.
 */
export function useSearchState(name: string, fallback: string): [string, (value: string) => void] {
  const parameters = useSearchParams();
  const pathname = usePathname();
  const value = parameters.get(name) ?? fallback;
  const set = useCallback(
    (next: string) => {
      const changed = new URLSearchParams(window.location.search);
      if (next === fallback) changed.delete(name);
      else changed.set(name, next);
      const query = changed.toString();
      // Next keeps useSearchParams in step with this; no request is made.
      window.history.replaceState(null, '', query ? `${pathname}?${query}` : pathname);
    },
    [name, fallback, pathname],
  );
  return useMemo(() => [value, set], [value, set]);
}
