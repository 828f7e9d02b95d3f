import { sameValue } from './same-value.ts';

/** Keys that changed after some sequence number; a key is in one of the two. */
export interface Changes {
  set: string[];
  gone: string[];
}

// Enough for a browser that was away for a minute of heavy churn. Who was away for longer gets a snapshot.
const minimumHistory = 20_000;

/** A collection of rows by key that remembers, in a bounded log, which keys changed when. */
export class Topic {
  readonly rows = new Map<string, unknown>();
  /** Sequence number of the last change. */
  changedAt = 0;
  /** Where the history begins: changes after an earlier number than this are not known any more. */
  private floor: number;
  private log: { seq: number; key: string }[] = [];

  constructor(seq: number) {
    this.floor = seq;
    this.changedAt = seq;
  }

  /** Takes a row over; false where it is as it was. */
  set(key: string, row: unknown, seq: number): boolean {
    const old = this.rows.get(key);
    if (old !== undefined && sameValue(old, row)) return false;
    this.rows.set(key, row);
    this.note(key, seq);
    return true;
  }

  delete(key: string, seq: number): boolean {
    if (!this.rows.delete(key)) return false;
    this.note(key, seq);
    return true;
  }

  /** Holds exactly these rows from now on; true where that is a change. */
  replace(rows: ReadonlyMap<string, unknown>, seq: number): boolean {
    let changed = false;
    for (const key of [...this.rows.keys()]) if (!rows.has(key)) changed = this.delete(key, seq) || changed;
    for (const [key, row] of rows) changed = this.set(key, row, seq) || changed;
    return changed;
  }

  /** What changed after `seq`, each key once; null where that is too long ago to tell. */
  since(seq: number): Changes | null {
    if (seq >= this.changedAt) return { set: [], gone: [] };
    if (seq < this.floor) return null;
    const seen = new Set<string>();
    for (let i = this.log.length - 1; i >= 0; i--) {
      const entry = this.log[i];
      if (entry === undefined || entry.seq <= seq) break;
      seen.add(entry.key);
    }
    const changes: Changes = { set: [], gone: [] };
    for (const key of seen) (this.rows.has(key) ? changes.set : changes.gone).push(key);
    return changes;
  }

  private note(key: string, seq: number): void {
    this.changedAt = seq;
    this.log.push({ seq, key });
    const bound = Math.max(minimumHistory, this.rows.size * 4);
    if (this.log.length <= bound * 2) return;
    this.floor = this.log[this.log.length - bound - 1]?.seq ?? this.floor;
    this.log = this.log.slice(-bound);
  }
}
