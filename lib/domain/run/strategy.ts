import type { RunMethod, RunStrategy } from './run.ts';

type Chosen = { [Key in keyof RunStrategy]?: RunStrategy[Key] | undefined };

/** A strategy with everything that was not chosen: one pod at a time, a router more patiently than others. */
export function runStrategy(
  about: { routing: boolean; method: RunMethod; images: boolean; hook?: boolean },
  chosen: Chosen,
): RunStrategy {
  const replaces = about.method === 'replace';
  const own = about.hook ? 'hook' : 'none';
  const drain = replaces ? (about.routing ? 'graceful-shutdown' : own) : 'none';
  const usual: RunStrategy = {
    batch: 1,
    soakSeconds: about.routing && replaces ? 30 : 10,
    gates: about.routing
      ? ['ready', 'interfaces', 'sessions', 'prefixes', 'bfd', 'restarts', 'chain']
      : ['ready', 'interfaces', 'restarts', 'chain'],
    prefixPercent: 95,
    limitSeconds: 300,
    onFailure: 'stop',
    drain,
    // Of a router only the limit: it goes as soon as its peers have converged.
    drainSeconds: drain === 'none' ? 0 : drain === 'graceful-shutdown' ? 30 : 10,
    preflight: replaces && about.images,
  };
  const given = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
  return { ...usual, ...given };
}
