export interface Pacing {
  /** There is something to do. */
  wake(): void;
  /** There will be, in so many milliseconds. */
  wakeIn(ms: number): void;
  stop(): void;
}

// The first of several changes that belong together waits for the others: a pod, its ReplicaSet, its Deployment.
const firstMs = 3;

/** Runs `work` soon after it is woken, and with a gap of at least `gapMs()` between two runs. */
export function pacing(work: () => void, gapMs: () => number): Pacing {
  let timer: NodeJS.Timeout | undefined;
  let dueAt = Number.POSITIVE_INFINITY;
  let lastAt = Number.NEGATIVE_INFINITY;
  let stopped = false;

  const run = () => {
    timer = undefined;
    dueAt = Number.POSITIVE_INFINITY;
    lastAt = performance.now();
    work();
  };
  const runAt = (at: number) => {
    if (stopped || at >= dueAt) return;
    clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(run, Math.max(0, at - performance.now()));
  };

  return {
    wake() {
      if (timer !== undefined && dueAt <= performance.now() + firstMs) return;
      runAt(Math.max(performance.now() + firstMs, lastAt + gapMs()));
    },
    wakeIn(ms) {
      runAt(performance.now() + ms);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
