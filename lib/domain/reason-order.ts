import { healths, type Reason, type ReasonCode } from './health.ts';

/** What follows from other reasons: of no use to who looks for a cause. */
const consequences: ReadonlySet<ReasonCode> = new Set([
  'none-ready',
  'replicas-missing',
  'not-ready',
  'progress-deadline',
  'rolling-out',
  'mixed-versions',
]);

/** What has passed: of equals, what is wrong now is told before it. */
const passed: ReadonlySet<ReasonCode> = new Set(['restarted-recently']);

const rankOf = ({ code }: Reason): number => (passed.has(code) ? 2 : consequences.has(code) ? 1 : 0);

/** Worst first; of equals causes before what follows from them and what has passed, then the older first. */
export function worstFirst(reasons: readonly Reason[]): Reason[] {
  return [...reasons].sort(
    (a, b) =>
      healths.indexOf(b.health) - healths.indexOf(a.health) ||
      rankOf(a) - rankOf(b) ||
      (a.since ?? '~').localeCompare(b.since ?? '~'),
  );
}

/** Since when the oldest of them lasts, where any tells. */
export function oldest(reasons: readonly Reason[]): { since: string; orEarlier: boolean } | null {
  const timed = reasons.flatMap(({ since, orEarlier = false }) => (since ? [{ since, orEarlier }] : []));
  return timed.sort((a, b) => (a.since < b.since ? -1 : 1))[0] ?? null;
}

/** Three pods with the same trouble are one line with a count: the first of each code, and how many there are. */
export function groupedReasons(reasons: readonly Reason[]): { reason: Reason; count: number }[] {
  const groups = new Map<string, { reason: Reason; count: number }>();
  for (const reason of worstFirst(reasons)) {
    const group = groups.get(reason.code);
    if (group) group.count += 1;
    else groups.set(reason.code, { reason, count: 1 });
  }
  return [...groups.values()];
}
