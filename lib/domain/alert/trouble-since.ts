import { healths } from '../health.ts';
import type { FunctionRow } from '../workload/function-view.ts';
import type { AlertView } from './alert.ts';

type Row = Pick<FunctionRow, 'health' | 'reasons'> &
  Partial<Pick<FunctionRow, 'namespace' | 'kind' | 'name'>>;

/**
 * Since when the worst of it lasts, RFC 3339: the oldest `since` among the reasons of that health. Where the cluster tells none
 * (a container that crashes again and again tells only of its last crash), since when it is alerted of; null where neither is.
 */
export function troubleSince(of: readonly Row[], alerts: readonly AlertView[]): string | null {
  const worst = of.reduce((index, one) => Math.max(index, healths.indexOf(one.health)), 0);
  const told = of
    .flatMap(({ reasons }) => reasons)
    .flatMap(({ health, since }) => (healths.indexOf(health) === worst && since ? [since] : []))
    .sort()[0];
  if (told !== undefined) return told;
  const ill = of.filter(({ health }) => healths.indexOf(health) === worst);
  const isAbout = (alert: AlertView) =>
    ill.some(
      ({ namespace, kind, name }) =>
        kind !== undefined && alert.kind === kind && alert.namespace === namespace && alert.name === name,
    );
  const open = alerts.filter((alert) => alert.state === 'firing' && isAbout(alert));
  return open.map(({ since }) => since).sort()[0] ?? null;
}
