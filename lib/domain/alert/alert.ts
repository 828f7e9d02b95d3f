import type { Reason } from '../health.ts';
import type { WorkloadKind } from '../kubernetes.ts';
import type { Acknowledgement } from './acknowledgement.ts';

/** What can be alerted of; the table is in `rules.ts`, each has a text in every language (`alert.rule.<name>`). */
export const alertRuleNames = [
  'function-unwell',
  'function-stuck',
  'sessions-down',
  'config-drift',
  'run-held',
  'chain-run-held',
  'console-stale',
] as const;
export type AlertRuleName = (typeof alertRuleNames)[number];

/** Worst last. */
export const severities = ['warning', 'critical'] as const;
export type Severity = (typeof severities)[number];

export const moreSevere = (a: Severity, b: Severity): Severity =>
  severities.indexOf(a) >= severities.indexOf(b) ? a : b;

/** What an alert is about: a function, a chain (no kind), or the console's own sight of the cluster (nothing). */
export interface AlertSubject {
  namespace: string | null;
  kind: WorkloadKind | null;
  name: string | null;
  chain: string | null;
}

/** An alert that fires, as it is shown and sent. Times are RFC 3339. */
export interface AlertView extends AlertSubject {
  /** The rule and what it is about: of each there is at most one alert at a time. */
  id: string;
  rule: AlertRuleName;
  severity: Severity;
  /** `settling`: not in trouble now, and kept until it stayed so for the rule's `keep`. */
  state: 'firing' | 'settling';
  /** When the trouble began, as the cluster tells or as it was first seen. */
  since: string;
  /** It was so at the first look: it may have begun before. */
  orEarlier: boolean;
  firedAt: string;
  quietSince: string | null;
  /** Why, worst first; at most five. */
  reasons: Reason[];
  /** One sentence where no reason says it. Hostile text. */
  detail: string | null;
  /** The run that is held. */
  run: string | null;
  acknowledged: Acknowledgement | null;
}
