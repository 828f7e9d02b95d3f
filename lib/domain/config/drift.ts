import type { Comparison } from '../frr/config/comparison.ts';
import { shownLine } from '../frr/config/delta.ts';
import { strongest } from '../frr/config/effects.ts';
import type { ConfigPod, PodDrift } from './config-view.ts';

/** More lines than these are not kept. */
const shownLines = 100;

/** What a comparison says of a pod. @param at when it was made, RFC 3339 */
export function driftedFrom(
  { pod, function: owner }: Pick<ConfigPod, 'pod' | 'function'>,
  key: string,
  result: Comparison,
  at: string,
): PodDrift {
  const base = { pod, function: owner, key, since: at, at };
  if (result.state !== 'ok')
    return {
      ...base,
      state: 'unknown',
      code: result.code,
      detail: result.detail,
      missing: [],
      extra: [],
      effect: 'none',
    };
  const { delete: deletes, add } = result.delta;
  const missing = add.map(shownLine);
  // What frr-reload.py would delete is what runs: said without its `no`.
  const extra = deletes.map(({ context, line }) => shownLine({ context, line: positive(line) }));
  const same = missing.length + extra.length === 0;
  return {
    ...base,
    state: same ? 'same' : 'different',
    code: null,
    detail: null,
    missing: missing.slice(0, shownLines),
    extra: extra.slice(0, shownLines),
    effect: same ? 'none' : strongest([...deletes, ...add].map(({ effect }) => effect)),
  };
}

/** What `no X` takes away is `X`; what `X` takes away is `no X`. */
const positive = (line: string): string => (line.startsWith('no ') ? line.slice(3) : `no ${line}`);

/** The later of two, with the time since when its state has been so. */
export function newerDrift(before: PodDrift, after: PodDrift): PodDrift {
  const { since, orEarlier } = before;
  if (before.state === after.state) return { ...after, since, ...(orEarlier && { orEarlier }) };
  return before.at === null && after.state !== 'unknown' ? { ...after, orEarlier: true } : after;
}
