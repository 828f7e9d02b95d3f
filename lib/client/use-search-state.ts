'use client';
import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
  };
}

/**
 * One parameter of the address, so that a filter or an order can be bookmarked and sent to a colleague. Setting it to
 * the fallback takes it out. The history entry is replaced: Back leaves the page, not the last letter typed.
 * The address itself is read, because useSearchParams follows in a transition: an input that waits for it would lose
 * letters of who types fast.
 */
export function useSearchState(name: string, fallback: string): [string, (value: string) => void] {
  const onServer = useSearchParams().get(name);
  const pathname = usePathname();
  const value =
    useSyncExternalStore(
      subscribe,
      () => new URLSearchParams(window.location.search).get(name),
      () => onServer,
    ) ?? fallback;
  const set = useCallback(
    (next: string) => {
      const changed = new URLSearchParams(window.location.search);
      if (next === fallback) changed.delete(name);
      else changed.set(name, next);
      const query = changed.toString();
      window.history.replaceState(null, '', query ? `${pathname}?${query}` : pathname);
      for (const listener of listeners) listener();
    },
    [name, fallback, pathname],
  );
  return useMemo(() => [value, set], [value, set]);
}
