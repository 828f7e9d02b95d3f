/** How many times as long as on a machine at rest anything may take: limits end what stands still, and say nothing about speed. */
const patience = 4;

/** Asks again until there is an answer, the longer it takes the less often. Throws with `what` was waited for in the end. */
export async function eventually<Value>(
  what: string,
  ask: () => Promise<Value | undefined>,
  /** On a machine at rest. */
  seconds = 60,
  /** Milliseconds between two questions at most. */
  slowest = 1_000,
): Promise<Value> {
  const start = performance.now();
  const limit = seconds * patience;
  const end = start + limit * 1000;
  for (;;) {
    const value = await ask();
    if (value !== undefined) return value;
    if (performance.now() > end) throw new Error(`waited ${limit} s for ${what}`);
    // Each question may be a process, and many files ask at once.
    const pause = Math.min(slowest, 150 + (performance.now() - start) / 10);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
