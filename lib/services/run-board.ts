import { isDeepStrictEqual } from 'node:util';
import { runAnnotation } from '#lib/kube/run-record.ts';
import { running } from '#lib/live/running.ts';
import { watchedChains } from './chain-store.ts';
import { chainViewOf } from './chain-views.ts';
import { watchedRuns } from './run-store.ts';
import { runViewOf } from './run-views.ts';

/** Records change many times a second; milliseconds. */
const gatherMs = 50;
/** Who could go on with a run changes without the record; milliseconds. */
const lookMs = 5_000;

/** Puts the runs that are recorded on the stream, as they change. */
export function startRunBoard(): { stop(): void } {
  const { hub } = running();
  let timer: NodeJS.Timeout | undefined;
  let shown: unknown;
  let stopped = false;

  async function show(): Promise<void> {
    const now = new Date();
    const runs = (await watchedRuns()).map((known) => runViewOf(known, now));
    const byId = new Map(runs.map((run) => [run.id, run]));
    const chains = (await watchedChains()).map((known) => chainViewOf(known, byId, now));
    const board = { runs, chains };
    if (stopped || isDeepStrictEqual(shown, board)) return;
    shown = board;
    hub.showRuns(board);
  }
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void show().catch(() => undefined);
    }, gatherMs);
  };
  const unlisten = hub.stores.controllerrevisions.listen(({ old, now }) => {
    if ([old, now].some((one) => one?.metadata.annotations?.[runAnnotation] !== undefined)) soon();
  });
  const look = setInterval(soon, lookMs);
  look.unref();
  soon();
  return {
    stop() {
      stopped = true;
      unlisten();
      clearTimeout(timer);
      clearInterval(look);
    },
  };
}
