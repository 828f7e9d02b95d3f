import type { AlertRuleName, AlertView } from '#lib/domain/alert/alert.ts';
import type { ReasonCode } from '#lib/domain/health.ts';

export interface AlertFilter {
  q: string;
  namespace: string;
  severity: string;
  /** `firing`, `settling`, `acknowledged` or `unacknowledged`. */
  state: string;
}

/** All words must occur in what the reader sees of the alert; the rest is exact. */
export function alertMatches(
  filter: AlertFilter,
  ruleText: (rule: AlertRuleName) => string,
  reasonText: (code: ReasonCode) => string,
): (alert: AlertView) => boolean {
  const terms = filter.q.toLowerCase().split(/\s+/).filter(Boolean);
  return (alert) => {
    const states: string[] = [alert.state, alert.acknowledged === null ? 'unacknowledged' : 'acknowledged'];
    if (filter.namespace !== '' && alert.namespace !== filter.namespace) return false;
    if (filter.severity !== '' && alert.severity !== filter.severity) return false;
    if (filter.state !== '' && !states.includes(filter.state)) return false;
    if (terms.length === 0) return true;
    const text = [
      ruleText(alert.rule),
      alert.namespace,
      alert.name,
      alert.chain,
      alert.detail,
      alert.acknowledged?.by,
      alert.acknowledged?.note,
      ...alert.reasons.flatMap(({ code, subject, message, session }) => [
        reasonText(code),
        subject,
        message,
        session?.state,
      ]),
    ]
      .join('\n')
      .toLowerCase();
    return terms.every((term) => text.includes(term));
  };
}
