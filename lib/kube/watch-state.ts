import type { WatchedKind, WatchState, WatchStatus } from '#lib/domain/cluster/freshness.ts';

// An end is answered by a new watch within milliseconds, or seconds where the API server is busy: only where that fails is anybody
// told. Well within the 10 s in which stale data must be marked; that nothing answers at all is known sooner (`fail`).
const graceMs = 4_000;

/** Keeps what is said about one watch, and says it only when it changes. */
export interface WatchStateKeeper {
  status(): WatchStatus;
  /** The watch runs, and nothing is missing. */
  confirm(): void;
  /** The watch has been interrupted; stale unless confirmed in a moment. */
  doubt(reason: string): void;
  /** It has failed. */
  fail(state: Exclude<WatchState, 'live' | 'connecting'>, reason: string): void;
  stop(): void;
}

export function watchState(
  kind: WatchedKind,
  namespace: string | null,
  objects: () => number,
  onChange: () => void,
): WatchStateKeeper {
  let state: WatchState = 'connecting';
  let since = new Date().toISOString();
  let reason: string | null = null;
  let timer: NodeJS.Timeout | undefined;

  const enter = (next: WatchState, why: string | null) => {
    if (next === state && why === reason) return;
    if (next !== state) since = new Date().toISOString();
    state = next;
    reason = why;
    onChange();
  };
  const settle = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  // Without a first list there is nothing that could be stale.
  const lose = (why: string) => enter(state === 'live' || state === 'stale' ? 'stale' : 'connecting', why);

  return {
    status: () => ({ kind, namespace, state, since, reason, objects: objects() }),
    confirm() {
      settle();
      enter('live', null);
    },
    doubt(why) {
      if (state !== 'live' || timer !== undefined) return;
      timer = setTimeout(() => {
        timer = undefined;
        lose(why);
      }, graceMs);
    },
    fail(next, why) {
      settle();
      if (next === 'stale') lose(why);
      else enter(next, why);
    },
    stop: settle,
  };
}
