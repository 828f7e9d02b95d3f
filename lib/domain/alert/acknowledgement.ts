import { cut } from '../cut.ts';
import { isRecord } from '../reading.ts';
import { type AlertRuleName, alertRuleNames, type Severity, severities } from './alert.ts';

/** On a workload: JSON `{by, at, note, until, alerts: [{rule, severity, since}]}`. */
export const acknowledgementAnnotation = 'cnf-console/acknowledged';

/** Somebody knows of the trouble and attends to it. Times are RFC 3339. */
export interface Acknowledgement {
  by: string;
  at: string;
  note: string;
  until: string;
}

export interface AcknowledgedAlert {
  rule: AlertRuleName;
  /** It ends where the trouble becomes worse than this. */
  severity: Severity;
  /** When that trouble began. */
  since: string;
}

export interface StoredAcknowledgement extends Acknowledgement {
  alerts: AcknowledgedAlert[];
}

type Annotations = Readonly<Record<string, string>> | undefined;

/** The acknowledgement that a workload carries; null for none and for what the console did not write: that mutes nothing. */
export function readAcknowledgement(annotations: Annotations): StoredAcknowledgement | null {
  const text = annotations?.[acknowledgementAnnotation];
  if (text === undefined || text.length > 16_384) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(value)) return null;
  const { by, at, note, until, alerts } = value;
  if (typeof by !== 'string' || typeof note !== 'string' || !isTime(at) || !isTime(until)) return null;
  if (!Array.isArray(alerts)) return null;
  return {
    by: cut(by, 256),
    at,
    note: cut(note, 1024),
    until,
    alerts: alerts.slice(0, 2 * alertRuleNames.length).flatMap(alertOf),
  };
}

function alertOf(value: unknown): AcknowledgedAlert[] {
  if (!isRecord(value)) return [];
  const rule = alertRuleNames.find((one) => one === value.rule);
  const severity = severities.find((one) => one === value.severity);
  return rule && severity && isTime(value.since) ? [{ rule, severity, since: value.since }] : [];
}

const isTime = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 64 && !Number.isNaN(Date.parse(value));

export const writeAcknowledgement = ({ by, at, note, until, alerts }: StoredAcknowledgement): string =>
  JSON.stringify({ by, at, note, until, alerts });

/**
 * Whether somebody has acknowledged this trouble, and it still is the same one: it began before he did, is no worse than what he
 * saw, and his time is not over. So an acknowledgement ends by itself, and one that comes back with an old revision is void.
 */
export function acknowledgementOf(
  stored: StoredAcknowledgement | null,
  alert: { rule: AlertRuleName; severity: Severity; since: number },
  now: number,
): Acknowledgement | null {
  if (stored === null || Date.parse(stored.until) <= now || Date.parse(stored.at) < alert.since) return null;
  const covered = stored.alerts.some(
    ({ rule, severity }) =>
      rule === alert.rule && severities.indexOf(severity) >= severities.indexOf(alert.severity),
  );
  if (!covered) return null;
  const { by, at, note, until } = stored;
  return { by, at, note, until };
}
