'use client';
import { useNow } from '#lib/client/use-now.ts';

/** Which of several pages is shown now: by the clock, so that two displays side by side turn together. */
export function useTurn(pages: number, seconds: number): number {
  const now = useNow();
  return pages <= 1 ? 0 : Math.floor(now / 1_000 / seconds) % pages;
}
