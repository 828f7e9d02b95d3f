import { cut } from '../cut.ts';
import type { Hold, LogEntry } from './run.ts';
import { quoted, type Said } from './saying.ts';

interface Logged {
  log: LogEntry[];
}

/** The first entries tell how it began; of the others the newest are kept. */
const kept = 10;

/**
 * What writes to the copy of a run, or of a chain's run, while a decision is made. A detail that is a text alone is in
 * somebody else's words, or names and numbers.
 * @param most entries of its log
 */
export function runWriter(most: number) {
  function note(run: Logged, now: Date, code: string, detail: string | Said = ''): void {
    const { text, said } = saidOf(detail);
    run.log.push({ at: now.toISOString(), code, detail: cut(text, 300), ...(said && { said }) });
    if (run.log.length > most) run.log.splice(kept, run.log.length - most);
  }

  /** From here on nothing moves. Gives the hold, to add to it. */
  function hold<Held extends Omit<Hold, 'code'> & { code: string }>(
    run: Logged & { hold: Held | null },
    now: Date,
    code: Held['code'],
    detail: string | Said,
    by: string | null = null,
  ): Held {
    const { text, said } = saidOf(detail);
    const since = now.toISOString();
    const held = { code, detail: cut(text, 1_000), ...(said && { said }), since, by } as Held;
    run.hold = held;
    note(run, now, 'held', { text: `${code}: ${text}`, said });
    return held;
  }

  return { note, hold };
}

const saidOf = (detail: string | Said): Said => (typeof detail === 'string' ? quoted(detail) : detail);
