import type { PodItem } from '#lib/contracts/reading.ts';
import { printAge } from '#lib/domain/pod/human-duration.ts';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';
import { printRestarts } from '#lib/domain/pod/print-restarts.ts';

/**
 * Whether the API server's own printer says when the last restart was: since 1.22.
 * Source: Kubernetes' CHANGELOG-1.22, "kubectl get pods: show the age of the last restart".
 */
export function printsRestartAge(version: string | null): boolean {
  const match = version?.match(/^v?(\d+)\.(\d+)/);
  if (!match) return true;
  const [major, minor] = [Number(match[1]), Number(match[2])];
  return major > 1 || minor >= 22;
}

/** A row with the columns that depend on the clock, as kubectl prints them at `now` against this API server. */
export function podItem<Row extends PodRow>(
  row: Row,
  now: Date,
  version: string | null,
): Row & Pick<PodItem, 'age' | 'restarts'> {
  return {
    ...row,
    restarts: printRestarts(row, now, { withAge: printsRestartAge(version) }),
    age: printAge(row.createdAt, now),
  };
}
