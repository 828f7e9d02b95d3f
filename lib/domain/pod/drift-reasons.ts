import type { PodDrift } from '../config/config-view.ts';
import { cut } from '../cut.ts';
import type { Reason } from '../health.ts';

/** Why a router does not run what its ConfigMap says. What could not be compared is no reason: nothing is known. */
export function driftReasons(drift: PodDrift | null): Reason[] {
  if (drift?.state !== 'different') return [];
  const { key, since, orEarlier, missing, extra } = drift;
  const message = [linesOf('missing', missing), linesOf('extra', extra)].filter(Boolean).join('; ');
  return [
    {
      code: 'config-drift',
      health: 'degraded',
      subject: key,
      message,
      since,
      ...(orEarlier && { orEarlier }),
    },
  ];
}

/** The first line, without its contexts, and how many more there are: a wall has room for no more. */
const linesOf = (what: string, [first, ...more]: readonly string[]): string =>
  first === undefined
    ? ''
    : `${what}: ${cut(first.split(' › ').at(-1) ?? first, 160)}${more.length > 0 ? ` (and ${more.length} more)` : ''}`;
