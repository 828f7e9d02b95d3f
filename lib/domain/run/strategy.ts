import type { RunMethod, RunStrategy } from './run.ts';

type Chosen = { [Key in keyof RunStrategy]?: RunStrategy[Key] | undefined };

/** A strategy with everything that was not chosen: one pod at a time, a router more patiently than others. */
export function runStrategy(
  about: { routing: boolean; method: RunMethod; images: boolean },
  chosen: Chosen,
): RunStrategy {
  const replaces = about.method === 'replace';
  const usual: RunStrategy = {
    batch: 1,
    soakSeconds: about.routing && replaces ? 30 : 10,
    gates: about.routing
      ? ['ready', 'interfaces', 'sessions', 'prefixes', 'bfd', 'restarts', 'chain']
      : ['ready', 'interfaces', 'restarts', 'chain'],
    prefixPercent: 95,
    limitSeconds: 300,
    onFailure: 'stop',
    drain: about.routing && replaces ? 'graceful-shutdown' : 'none',
    drainSeconds: about.routing && replaces ? 10 : 0,
    preflight: replaces && about.images,
  };
  const given = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
  return { ...usual, ...given };
}
