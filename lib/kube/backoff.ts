const firstMs = 200;
const capMs = 5_000;

/**
 * Milliseconds to wait before attempt `failures` + 1: anything up to twice as much as the time before, at most 5 s. Full
 * jitter spreads clients that failed together better than any other kind.
 * Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  return Math.round(random() * Math.min(capMs, firstMs * 2 ** Math.min(failures, 10)));
}

/** A wait that can be cut short. */
export interface Pause {
  for(ms: number): Promise<void>;
  /** Ends the present wait, if any. */
  end(): void;
}

export function pause(): Pause {
  let finish: (() => void) | null = null;
  return {
    for: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => finish?.(), ms);
        finish = () => {
          clearTimeout(timer);
          finish = null;
          resolve();
        };
      }),
    end: () => finish?.(),
  };
}
