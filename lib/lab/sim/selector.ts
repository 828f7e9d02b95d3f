import type { Selector } from './objects.ts';

/** metav1.LabelSelector: all of matchLabels and matchExpressions; an empty selector selects everything. */
export function selects(selector: Selector | undefined, labels: Record<string, string> = {}): boolean {
  if (selector === undefined) return false;
  for (const [key, value] of Object.entries(selector.matchLabels ?? {}))
    if (labels[key] !== value) return false;
  return (selector.matchExpressions ?? []).every(({ key, operator, values = [] }) => {
    const value = labels[key];
    if (operator === 'In') return value !== undefined && values.includes(value);
    if (operator === 'NotIn') return value === undefined || !values.includes(value);
    if (operator === 'Exists') return value !== undefined;
    return operator === 'DoesNotExist' && value === undefined;
  });
}

/** A number, or a percentage of a total (k8s.io/apimachinery/pkg/util/intstr, GetScaledValueFromIntOrPercent). */
export function scaled(value: number | string | undefined, total: number, roundUp: boolean): number {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(value ?? '')?.[1];
  if (percent === undefined) return Number(value ?? 0) || 0;
  const share = (Number(percent) * total) / 100;
  return roundUp ? Math.ceil(share) : Math.floor(share);
}

/** A Kubernetes quantity as a number: `500m` → 0.5, `2Gi` → 2147483648; NaN when it is none. */
export function quantity(value: string | number | undefined): number {
  if (value === undefined) return 0;
  const match = /^([0-9.]+)(m|[kMGTPE]i?)?$/.exec(String(value));
  if (match === null) return Number.NaN;
  const unit = match[2] ?? '';
  if (unit === 'm') return Number(match[1]) / 1000;
  const power = 'kMGTPE'.indexOf(unit[0] ?? '?') + 1;
  return Number(match[1]) * (unit.endsWith('i') ? 1024 : 1000) ** power;
}
