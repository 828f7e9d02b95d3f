import { type Health, healths } from '../health.ts';
import { oldest } from '../reason-order.ts';
import type { FunctionRow } from '../workload/function-view.ts';
import type { AlertView } from './alert.ts';

type Row = Pick<FunctionRow, 'health' | 'reasons'> &
  Partial<Pick<FunctionRow, 'namespace' | 'kind' | 'name'>>;

/** RFC 3339; `orEarlier` where it is the console's first sight of it. */
export interface Since {
  since: string;
  orEarlier: boolean;
}

/**
 * Since when the worst of it lasts: the oldest `since` among the reasons of that health. Where the cluster tells none (a container
 * that crashes again and again tells only of its last crash), since when it is alerted of; null where neither is.
 */
export function troubleSince(of: readonly Row[], alerts: readonly AlertView[]): Since | null {
  const worst = of.reduce((index, one) => Math.max(index, healths.indexOf(one.health)), 0);
  const isWorst = ({ health }: { health: Health }) => healths.indexOf(health) === worst;
  const told = oldest(of.flatMap(({ reasons }) => reasons).filter(isWorst));
  if (told !== null) return told;
  const ill = of.filter(isWorst);
  const isAbout = (alert: AlertView) =>
    ill.some(
      ({ namespace, kind, name }) =>
        kind !== undefined && alert.kind === kind && alert.namespace === namespace && alert.name === name,
    );
  const [first] = alerts
    .filter((alert) => alert.state === 'firing' && isAbout(alert))
    .sort((a, b) => (a.since < b.since ? -1 : 1));
  return first ? { since: first.since, orEarlier: first.orEarlier } : null;
}
