'use client';
import { type PageFreshness, useFreshness } from '#lib/client/use-freshness.ts';
import { useNow } from '#lib/client/use-now.ts';
import type { Fault } from '#lib/domain/result.ts';

/** Data older than this must not be taken for the present. */
export const staleAfterMs = 15_000;

export interface WallFreshness {
  state: 'connecting' | 'live' | 'stale';
  /** RFC 3339; null where nothing was ever heard. */
  since: string | null;
  cause: PageFreshness['cause'];
  reason: string | null;
  fault: Fault | null;
}

/** How far the wall can be trusted: as every page judges it, and never live with data older than fifteen seconds. */
export function useWallFreshness(): WallFreshness {
  const { state, heardAt, since, cause, reason, fault } = useFreshness();
  const now = useNow();
  const old = heardAt !== null && now > 0 && now - Date.parse(heardAt) > staleAfterMs;
  if (state === 'live' && old) return { state: 'stale', since: heardAt, cause: 'console', reason, fault };
  const last = cause === 'cluster' ? (heardAt ?? since) : since;
  return { state, since: last, cause, reason, fault };
}
