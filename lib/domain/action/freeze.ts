import { cut } from '../cut.ts';

/** On a Namespace, or on the workloads of a chain: JSON `{by, reason, until}`; `until` is RFC 3339, absent for no end. */
export const freezeAnnotation = 'cnf-console/freeze';

export interface Freeze {
  /** What is frozen: `namespace cnf-edge`, `chain internet-edge`, `waf`. */
  scope: string;
  by: string;
  reason: string;
  until: string | null;
  /** The annotation as it stands, where it is not what the console writes. It freezes all the same. */
  unreadable: string | null;
}

type Annotations = Readonly<Record<string, string>> | undefined;

/** The freeze that an annotation declares, or null where there is none or it is over. */
export function readFreeze(annotations: Annotations, scope: string, now: Date): Freeze | null {
  const text = annotations?.[freezeAnnotation];
  if (text === undefined) return null;
  const unreadable: Freeze = {
    scope,
    by: 'unknown',
    reason: cut(text, 256),
    until: null,
    unreadable: cut(text, 1024),
  };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return unreadable;
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return unreadable;
  const { by, reason, until = null } = value as Record<string, unknown>;
  if (typeof by !== 'string' || typeof reason !== 'string') return unreadable;
  if (until !== null && (typeof until !== 'string' || Number.isNaN(Date.parse(until)))) return unreadable;
  if (until !== null && Date.parse(until) <= now.getTime()) return null;
  return { scope, by: cut(by, 256), reason: cut(reason, 1024), until, unreadable: null };
}

export function writeFreeze({ by, reason, until }: Pick<Freeze, 'by' | 'reason' | 'until'>): string {
  return JSON.stringify({ by, reason, ...(until === null ? {} : { until }) });
}
