import { type AlertRuleName, type AlertSubject, moreSevere, type Severity } from './alert.ts';
import type { Finding } from './findings.ts';
import { type AlertTiming, timingOf } from './rules.ts';

/** One trouble, from its first sign until it stayed away. Times in milliseconds since the epoch. */
export interface Entry {
  id: string;
  rule: AlertRuleName;
  about: AlertSubject;
  since: number;
  /** It was so at the first look, and nobody tells since when. */
  orEarlier: boolean;
  /** What was found last. */
  found: Finding;
  /** Whether it was found at the last look. */
  holds: boolean;
  /** Time in trouble, added up: at least as bad as a warning, and critical. */
  spent: Record<Severity, number>;
  /** When it began to be told; null while it waits. */
  firedAt: number | null;
  /** The worst that was told; it does not fall while the alert lasts. */
  severity: Severity;
  quietSince: number | null;
  /** When it was over; kept for a while, so that everybody can be told. */
  resolvedAt: number | null;
}

/** What is known of every trouble by its id: there is never a second entry for one. */
export interface Book {
  entries: ReadonlyMap<string, Entry>;
  /** The last look; null before the first. */
  at: number | null;
}

export const emptyBook: Book = { entries: new Map(), at: null };

/** What others knew of a trouble before this process, or this view, saw it. */
export type Known = Pick<Entry, 'since' | 'firedAt' | 'severity'>;

export interface Look {
  now: number;
  found: readonly Finding[];
  timing: AlertTiming;
  /** Whether a rule could be asked now: while data is stale, what it says is neither new nor over. */
  asked(rule: AlertRuleName): boolean;
  /** Whether what an alert is about is still there; what is gone is in no trouble. */
  exists(about: AlertSubject): boolean;
  known(id: string): Known | null;
}

/** For so long what is over is remembered; milliseconds. As Prometheus does: rules/alerting.go `resolvedRetention`. */
const rememberedMs = 15 * 60_000;

/** Takes a look: what is found goes on or begins, what is not found comes to rest, what stayed away is over. */
export function look(book: Book, { now, found, timing, asked, exists, known }: Look): Book {
  const entries = new Map<string, Entry>();
  const passed = book.at === null ? 0 : Math.max(0, now - book.at);
  const present = new Map(found.filter(({ rule }) => asked(rule)).map((one) => [one.id, one]));
  for (const [id, entry] of book.entries) {
    const next = goOn(entry, present.get(id) ?? null, passed);
    if (next !== null) entries.set(id, next);
  }
  for (const [id, finding] of present) {
    const entry = entries.get(id);
    if (timingOf(finding.rule, timing) === null) continue;
    if (entry === undefined || entry.resolvedAt !== null)
      entries.set(id, begin(finding, known(id), now, book.at === null));
  }
  for (const entry of entries.values()) fire(entry);
  return { entries, at: now };

  function goOn(old: Entry, finding: Finding | null, ms: number): Entry | null {
    if (old.resolvedAt !== null) return now - old.resolvedAt < rememberedMs ? old : null;
    if (!asked(old.rule)) return old;
    const wait = timingOf(old.rule, timing);
    const entry: Entry = { ...old, spent: { ...old.spent } };
    if (entry.holds) {
      entry.spent.warning += ms;
      if (entry.found.severity === 'critical') entry.spent.critical += ms;
    }
    entry.holds = finding !== null;
    if (finding !== null) {
      const since = Date.parse(finding.since ?? '');
      const begun =
        since < entry.since ? { since, orEarlier: finding.orEarlier === true } : { since: entry.since };
      return { ...entry, found: finding, quietSince: null, ...begun };
    }
    entry.quietSince ??= now;
    const over = wait === null || now - entry.quietSince >= wait.keep * 1000 || !exists(entry.about);
    if (!over) return entry;
    return entry.firedAt === null ? null : { ...entry, resolvedAt: now };
  }

  function fire(entry: Entry): void {
    const wait = timingOf(entry.rule, timing);
    if (!entry.holds || entry.resolvedAt !== null || wait === null) return;
    for (const severity of ['warning', 'critical'] as const) {
      // What is critical is a warning as well, but is told as what it is.
      const due = entry.spent[severity] >= wait.after[severity] * 1000;
      if (!due) continue;
      entry.severity = entry.firedAt === null ? severity : moreSevere(entry.severity, severity);
      entry.firedAt ??= now;
    }
  }
}

function begin(found: Finding, known: Known | null, now: number, isFirstLook: boolean): Entry {
  const told = Date.parse(found.since ?? '');
  // A clock of the cluster that is ahead of this one has not been in trouble for longer than no time.
  const since = Math.min(now, Number.isNaN(told) ? now : told, known?.since ?? now);
  const spent = now - since;
  return {
    id: found.id,
    rule: found.rule,
    about: found.about,
    since,
    orEarlier: since === told ? found.orEarlier === true : isFirstLook && known === null,
    found,
    holds: true,
    spent: { warning: spent, critical: found.severity === 'critical' ? spent : 0 },
    firedAt: known?.firedAt ?? null,
    severity: known?.severity ?? 'warning',
    quietSince: null,
    resolvedAt: null,
  };
}

/** Alerts that are told now. */
export const openIn = ({ entries }: Book): Entry[] =>
  [...entries.values()].filter((entry) => entry.firedAt !== null && entry.resolvedAt === null);

/** Milliseconds until time alone changes something; null for never. */
export function nextChange({ entries, at }: Book, timing: AlertTiming): number | null {
  let next: number | null = null;
  for (const entry of entries.values()) {
    const wait = timingOf(entry.rule, timing);
    if (entry.resolvedAt !== null || wait === null) continue;
    const { after, keep } = wait;
    const left = entry.holds
      ? (['warning', 'critical'] as const)
          .filter((one) => one === 'warning' || entry.found.severity === 'critical')
          .filter((one) => entry.spent[one] < after[one] * 1000)
          .map((one) => after[one] * 1000 - entry.spent[one])
      : [(entry.quietSince ?? 0) + keep * 1000 - (at ?? 0)];
    for (const ms of left) if (Number.isFinite(ms)) next = Math.min(next ?? ms, Math.max(ms, 0));
  }
  return next;
}
