import {
  acknowledgementOf,
  readAcknowledgement,
  type StoredAcknowledgement,
} from '#lib/domain/alert/acknowledgement.ts';
import type { AlertRuleName, AlertSubject, AlertView } from '#lib/domain/alert/alert.ts';
import { type Book, emptyBook, type Known, look, nextChange } from '#lib/domain/alert/book.ts';
import { findings, ownFindings } from '#lib/domain/alert/findings.ts';
import { type AlertTiming, alertRules } from '#lib/domain/alert/rules.ts';
import { alertViews } from '#lib/domain/alert/view.ts';
import type { Freshness } from '#lib/domain/cluster/freshness.ts';
import type { Derivation } from './derivation.ts';
import { noRuns, type RunBoard } from './run-board.ts';
import { functionKey, type World } from './world.ts';

/** What alerts depend on beside the rows. */
export interface AlertSurroundings {
  freshness?(): Freshness;
  timing?(): AlertTiming;
  /** What is known of an alert from before: by the console's own view, or by what was sent. */
  known?(id: string): Known | null;
  runs?(): RunBoard;
}

// A console that was restarted has not seen trouble begin: for so long it believes an acknowledgement that it was there.
const restartMs = 2 * 60_000;

/** The alerts of one view, as they come, stay and are over. */
export class AlertWatch {
  book: Book = emptyBook;
  views: AlertView[] = [];
  private readonly world: World;
  private readonly derivation: Derivation;
  private readonly around: AlertSurroundings;
  private readonly uids = new Map<string, string>();
  private firstAt: number | null = null;

  constructor(world: World, derivation: Derivation, around: AlertSurroundings) {
    this.world = world;
    this.derivation = derivation;
    this.around = around;
  }

  /** Returns the milliseconds after which time alone changes something; null for never. */
  look(now: number): number | null {
    const freshness = this.around.freshness?.();
    const state = freshness?.state ?? 'live';
    const timing = this.around.timing?.() ?? {};
    if (state === 'live') this.firstAt ??= now;
    const found = [
      ...(state === 'live' ? findings({ functions: this.functions(), chainRuns: this.chainRuns() }) : []),
      ...(freshness ? ownFindings(freshness) : []),
    ];
    this.book = look(this.book, {
      now,
      found,
      timing,
      asked: (rule) => (alertRules[rule].on === 'console' ? state !== 'connecting' : state === 'live'),
      exists: (about) => this.exists(about),
      known: (id) => this.around.known?.(id) ?? this.acknowledgedBefore(id, found, now),
    });
    this.remember(found);
    this.views = alertViews(this.book, (about) => this.acknowledgement(about), now);
    return nextChange(this.book, timing);
  }

  /** The acknowledgement on the workload that an alert is about. */
  acknowledgement(about: AlertSubject): StoredAcknowledgement | null {
    return readAcknowledgement(this.workload(about)?.metadata.annotations);
  }

  private *functions() {
    for (const row of this.derivation.functionRows.values()) if (row.role !== 'other') yield row;
  }

  private chainRuns(): RunBoard['chains'] {
    return (this.around.runs?.() ?? noRuns).chains;
  }

  private workload({ namespace, kind, name }: AlertSubject) {
    if (namespace === null || kind === null || name === null) return undefined;
    return this.world.workloadAt(functionKey({ namespace, kind, name }))?.object;
  }

  private remember(found: readonly { about: AlertSubject }[]): void {
    const inBook = new Set([...this.book.entries.values()].map(({ about }) => subjectKey(about)));
    for (const key of this.uids.keys()) if (!inBook.has(key)) this.uids.delete(key);
    for (const { about } of found) {
      const uid = this.workload(about)?.metadata.uid;
      if (uid !== undefined) this.uids.set(subjectKey(about), uid);
    }
  }

  /** One that came under the same name is another. */
  private exists(about: AlertSubject): boolean {
    if (about.kind === null) return true;
    const uid = this.workload(about)?.metadata.uid;
    return uid !== undefined && uid === this.uids.get(subjectKey(about));
  }

  private acknowledgedBefore(
    id: string,
    found: readonly { id: string; rule: AlertRuleName; about: AlertSubject }[],
    now: number,
  ): Known | null {
    if (now - (this.firstAt ?? now) > restartMs) return null;
    const finding = found.find((one) => one.id === id);
    const stored = finding ? this.acknowledgement(finding.about) : null;
    const alert = stored?.alerts.find(({ rule }) => rule === finding?.rule);
    if (!stored || !alert) return null;
    const since = Date.parse(alert.since);
    const { rule, severity } = alert;
    return acknowledgementOf(stored, { rule, severity, since }, now) === null
      ? null
      : { since, firedAt: Date.parse(stored.at), severity };
  }
}

const subjectKey = ({ namespace, kind, name }: AlertSubject): string => `${namespace}/${kind}/${name}`;
