import { isRecord } from '../reading.ts';
import { type AlertRuleName, type AlertView, alertRuleNames, type Severity, severities } from './alert.ts';
import type { AlertReceiver } from './receiver.ts';

/** What a receiver was told of an alert last. */
export interface Told {
  id: string;
  rule: AlertRuleName;
  namespace: string | null;
  kind: string | null;
  name: string | null;
  chain: string | null;
  severity: Severity;
  /** RFC 3339, as is `sentAt`. */
  since: string;
  firedAt: string;
  sentAt: string;
}

/** By receiver and alert: what has been told and is not over. */
export type ToldRecord = Readonly<Record<string, Readonly<Record<string, Told>>>>;

/** One thing to tell. */
export interface Notice {
  status: 'firing' | 'resolved';
  why: 'new' | 'worse' | 'repeat' | 'resolved';
  alert: Told & Partial<Pick<AlertView, 'reasons' | 'detail' | 'acknowledged' | 'run' | 'state'>>;
  /** When it was over, RFC 3339; null while it lasts. */
  endedAt: string | null;
}

export interface Due {
  receiver: Pick<AlertReceiver, 'format' | 'least' | 'namespaces' | 'repeat'>;
  open: readonly AlertView[];
  told: Readonly<Record<string, Told>>;
  /** What could not be delivered yet, so that it is told that it was over too. */
  missed: ReadonlyMap<string, Told>;
  /** When an alert that is not open was over, in milliseconds; null while that is not sure. */
  overAt(id: string): number | null;
  now: number;
}

/** Seconds; as Prometheus does (cmd/prometheus `--rules.alert.resend-delay`): Alertmanager forgets what is not repeated. */
export const alertmanagerRepeat = 60;

/** What a receiver is to be told now: what is new, worse, due again or over. Each alert once. */
export function dueFor({ receiver, open, told, missed, overAt, now }: Due): Notice[] {
  const notices: Notice[] = [];
  const openIds = new Set(open.map(({ id }) => id));
  for (const alert of open) {
    const before = told[alert.id];
    if (before === undefined && !isWanted(receiver, alert)) continue;
    const why = whyTell(receiver, alert, before, now);
    if (why !== null)
      notices.push({ status: 'firing', why, alert: { ...alert, ...toldOf(alert, now) }, endedAt: null });
  }
  for (const alert of [...Object.values(told), ...missed.values()]) {
    if (openIds.has(alert.id) || notices.some((one) => one.alert.id === alert.id)) continue;
    const over = overAt(alert.id);
    if (over !== null)
      notices.push({ status: 'resolved', why: 'resolved', alert, endedAt: new Date(over).toISOString() });
  }
  return notices;
}

function whyTell(
  { format, repeat }: Due['receiver'],
  alert: AlertView,
  before: Told | undefined,
  now: number,
): Notice['why'] | null {
  if (before === undefined) return 'new';
  if (severities.indexOf(alert.severity) > severities.indexOf(before.severity)) return 'worse';
  const age = now - Date.parse(before.sentAt);
  if (format === 'alertmanager') return age >= alertmanagerRepeat * 1000 ? 'repeat' : null;
  return age >= repeat * 1000 && alert.acknowledged === null ? 'repeat' : null;
}

const isWanted = ({ least, namespaces }: Due['receiver'], { severity, namespace }: AlertView): boolean =>
  severities.indexOf(severity) >= severities.indexOf(least) &&
  (namespaces === null || namespace === null || namespaces.includes(namespace));

export function toldOf(
  { id, rule, namespace, kind, name, chain, severity, since, firedAt }: Omit<Told, 'sentAt'>,
  now: number,
): Told {
  const sentAt = new Date(now).toISOString();
  return { id, rule, namespace, kind, name, chain, severity, since, firedAt, sentAt };
}

/** What was told after these notices have arrived. */
export function afterSending(told: Readonly<Record<string, Told>>, sent: readonly Notice[], now: number) {
  const next = { ...told };
  for (const { status, alert } of sent) {
    if (status === 'resolved') delete next[alert.id];
    else next[alert.id] = toldOf(alert, now);
  }
  return next;
}

/** No annotation of an object may have more than 256 KiB, all together. Source: apimachinery `TotalAnnotationSizeLimitB`. */
const mostBytes = 200_000;

/** The record as an annotation; where it is too long, what was told last is left out, and may be told again. */
export function writeTold(record: ToldRecord): string {
  for (let most = 1_000; ; most = Math.floor(most / 2)) {
    const cut = Object.entries(record).map(([receiver, told]) => {
      const oldest = Object.values(told).sort((a, b) => (a.firedAt < b.firedAt ? -1 : 1));
      return [receiver, oldest.slice(0, most).map(({ id: _, ...rest }) => rest)];
    });
    const text = JSON.stringify(Object.fromEntries(cut));
    if (Buffer.byteLength(text) <= mostBytes || most === 0) return text;
  }
}

/** Reads the annotation; what cannot be read was not told. */
export function readTold(text: string | undefined, idOf: (told: Omit<Told, 'id'>) => string): ToldRecord {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([receiver, list]) => {
      const told = Array.isArray(list) ? list.flatMap((one) => readOne(one, idOf)) : [];
      return [receiver, Object.fromEntries(told.map((one) => [one.id, one]))];
    }),
  );
}

function readOne(value: unknown, idOf: (told: Omit<Told, 'id'>) => string): Told[] {
  if (!isRecord(value)) return [];
  const rule = alertRuleNames.find((one) => one === value.rule);
  const severity = severities.find((one) => one === value.severity);
  const [since, firedAt, sentAt] = [value.since, value.firedAt, value.sentAt].map((time) =>
    typeof time === 'string' && !Number.isNaN(Date.parse(time)) ? time : null,
  );
  if (!rule || !severity || !since || !firedAt || !sentAt) return [];
  const [namespace = null, kind = null, name = null, chain = null] = [
    value.namespace,
    value.kind,
    value.name,
    value.chain,
  ].map((part) => (typeof part === 'string' ? part : null));
  const told = { rule, namespace, kind, name, chain, severity, since, firedAt, sentAt };
  return [{ ...told, id: idOf(told) }];
}
