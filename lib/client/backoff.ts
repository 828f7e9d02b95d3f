/**
 * How long to wait before the next attempt, in milliseconds: doubling from 250 ms to 8 s, with full jitter above half,
 * so that a hundred browsers do not come back in the same instant after the console restarted.
 *
 * @param attempt failures so far, from 0
 * @param random  a number in [0, 1)
 */
export function backoff(attempt: number, random: number): number {
  const ceiling = Math.min(8_000, 250 * 2 ** Math.min(attempt, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
