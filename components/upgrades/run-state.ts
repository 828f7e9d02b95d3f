import type { ChainRunView } from '#lib/contracts/chain-run.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import type { Health } from '#lib/domain/health.ts';
import type { Mark } from '../ui/health-mark.tsx';

/** What a run is at, in one word that has a text in every language. */
export type RunState = 'held' | 'going-back' | RunView['phase'] | NonNullable<RunView['outcome']>;

export function runState(
  run: Pick<RunView, 'outcome' | 'phase' | 'direction'> & { hold: unknown },
): RunState {
  if (run.outcome !== null) return run.outcome;
  if (run.hold !== null) return 'held';
  return run.phase === 'running' && run.direction === 'back' ? 'going-back' : run.phase;
}

export const runHealth = {
  preflight: 'progressing',
  baseline: 'progressing',
  running: 'progressing',
  'going-back': 'degraded',
  restoring: 'progressing',
  held: 'degraded',
  ended: 'unknown',
  succeeded: 'ok',
  'rolled-back': 'degraded',
  aborted: 'degraded',
  failed: 'down',
} as const satisfies Record<RunState, Health>;

export const chainRunHealth = {
  running: 'progressing',
  'going-back': 'degraded',
  held: 'degraded',
  succeeded: 'ok',
  'rolled-back': 'degraded',
  aborted: 'degraded',
} as const satisfies Record<ChainRunView['state'], Health>;

export const memberHealth = {
  ...runHealth,
  waiting: 'waiting',
  already: 'ok',
  untouched: 'waiting',
} as const satisfies Partial<Record<RunState, Mark>> & Record<ChainRunView['members'][number]['state'], Mark>;

export const stageHealth = {
  waiting: 'waiting',
  draining: 'progressing',
  replacing: 'progressing',
  gating: 'progressing',
  done: 'ok',
  skipped: 'waiting',
} as const satisfies Record<RunView['forward'][number]['stage'], Mark>;

export const gateHealth = { met: 'ok', waiting: 'progressing', failed: 'down' } as const satisfies Record<
  RunView['gates'][number]['state'],
  Health
>;

/** An image's tag, or the first of its digest: `10.3`. */
export function tagOf(image: string): string {
  const [name = '', digest] = image.split('@');
  if (digest) return digest.slice(0, 19);
  const last = name.split('/').at(-1) ?? name;
  const colon = last.lastIndexOf(':');
  return colon < 0 ? 'latest' : last.slice(colon + 1);
}

/** `8.4.4 → 10.3`, for each container. */
export const changesOf = (images: RunView['change']['images']): string =>
  Object.values(images)
    .map(({ from, to }) => `${tagOf(from)} → ${tagOf(to)}`)
    .join(', ');
