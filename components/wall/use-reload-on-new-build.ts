'use client';
import { useEffect } from 'react';
import { useOutdated } from '#lib/client/use-freshness.ts';

const pauseMs = 3_000;
/** A console whose replicas are of two builds must not make the wall reload in a circle. */
const leastMs = 60_000;
const reloadedAt = 'wall-reloaded-at';

/** Nobody is there to reload the page: it does so itself when the console was replaced, once a minute at most. */
export function useReloadOnNewBuild(): void {
  const outdated = useOutdated();
  useEffect(() => {
    if (!outdated) return undefined;
    const since = Date.now() - Number(sessionStorage.getItem(reloadedAt) ?? 0);
    const timer = setTimeout(
      () => {
        sessionStorage.setItem(reloadedAt, String(Date.now()));
        location.reload();
      },
      Math.max(pauseMs, leastMs - since),
    );
    return () => clearTimeout(timer);
  }, [outdated]);
}
