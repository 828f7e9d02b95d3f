'use client';
import { useNow } from '#lib/client/use-now.ts';

/** Milliseconds in one place, and the places in pixels: small enough not to be noticed, enough to spare a panel. */
const stayMs = 60_000;
const places = [
  [0, 0],
  [3, 0],
  [3, 3],
  [0, 3],
  [-3, 3],
  [-3, 0],
  [-3, -3],
  [0, -3],
] as const;

/** Moves the picture a little every minute, against burn-in. */
export function usePixelShift(): { x: number; y: number } {
  const minute = Math.floor(useNow() / stayMs);
  const [x, y] = places[minute % places.length] ?? places[0];
  return { x, y };
}
