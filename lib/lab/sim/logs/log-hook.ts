import { setTimeout as delay } from 'node:timers/promises';
import type { LogHook } from '../../api/hooks.ts';
import { resourceOf } from '../../api/resources.ts';
import type { Simulation } from '../simulation.ts';
import type { LogLine } from './log-book.ts';

/** Reads containers' logs in the simulation that is current at the time. */
export function logHook(simulation: () => Simulation): LogHook {
  return async function* logs(request) {
    const sim = simulation();
    const pod = sim.store.get(resourceOf('pods'), request.namespace, request.pod);
    const key = `${pod?.metadata.uid ?? ''}/${request.container}`;
    const since =
      request.sinceSeconds === undefined
        ? (request.sinceTime?.getTime() ?? 0)
        : sim.clock.now() - request.sinceSeconds * 1000;
    const print = ({ time, text }: LogLine) =>
      request.timestamps ? `${new Date(time).toISOString().replace('Z', '000000Z')} ${text}\n` : `${text}\n`;
    const first = sim.logs.read(key, request.previous, since) ?? [];
    const { tailLines } = request;
    const shown = tailLines === undefined ? first : tailLines === 0 ? [] : first.slice(-tailLines);
    if (shown.length > 0) yield shown.map(print).join('');
    let last = first.at(-1)?.time ?? Math.max(since, sim.clock.now());
    while (request.follow && !request.previous && !request.signal.aborted && sim === simulation()) {
      await delay(500, undefined, { signal: request.signal }).catch(() => {});
      const more = sim.logs.read(key, false, last);
      if (more === undefined) return;
      if (more.length > 0) yield more.map(print).join('');
      last = more.at(-1)?.time ?? last;
      if (!sim.logs.isRunning(key)) return;
    }
  };
}
