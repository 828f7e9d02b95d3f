import { type Acknowledgement, acknowledgementOf, type StoredAcknowledgement } from './acknowledgement.ts';
import { type AlertSubject, type AlertView, severities } from './alert.ts';
import { type Book, type Entry, openIn } from './book.ts';

const mostReasons = 5;
const text = (ms: number): string => new Date(ms).toISOString();

/** An alert as it is shown and sent. */
export function alertView(entry: Entry, acknowledged: Acknowledgement | null): AlertView {
  const { id, rule, about, found, severity, since, orEarlier, firedAt, quietSince } = entry;
  return {
    ...about,
    id,
    rule,
    severity,
    state: entry.holds ? 'firing' : 'settling',
    since: text(since),
    orEarlier,
    firedAt: text(firedAt ?? since),
    quietSince: quietSince === null ? null : text(quietSince),
    reasons: (found.reasons ?? []).slice(0, mostReasons),
    detail: found.detail ?? null,
    run: found.run ?? null,
    acknowledged,
  };
}

/** All that are open, the worst first, of equals those that nobody attends to, then the newest. */
export function alertViews(
  book: Book,
  acknowledgement: (about: AlertSubject) => StoredAcknowledgement | null,
  now: number,
): AlertView[] {
  return openIn(book)
    .map((entry) => alertView(entry, acknowledgementOf(acknowledgement(entry.about), entry, now)))
    .sort(inOrder);
}

export function inOrder(a: AlertView, b: AlertView): number {
  return (
    severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
    Number(a.acknowledged !== null) - Number(b.acknowledged !== null) ||
    Number(a.state === 'settling') - Number(b.state === 'settling') ||
    (a.since < b.since ? 1 : a.since > b.since ? -1 : a.id < b.id ? -1 : 1)
  );
}
