import type { PodRow } from '#lib/domain/pod/pod-view.ts';
import { changing, type Sort, sortPods, sortValues } from './columns.ts';
import { type PodFilter, podMatches } from './filter.ts';

export const podKey = (row: PodRow): string => `${row.namespace}/${row.name}`;

export interface PodOrder {
  /**
   * The rows that match, in order. Costs one pass over the rows as long as none came, went or changed what it is sorted
   * by; else the sort starts from the order of the last call, which is nearly right, and a nearly sorted list is what
   * Array.prototype.sort (TimSort) does in one pass.
   *
   * @param hold keep known rows where they are (a pointer is over them) and put new ones at the end
   */
  arrange(rows: ReadonlyMap<string, PodRow>, filter: PodFilter, sort: Sort, hold: boolean): PodRow[];
}

/** Remembers the last order of one list. */
export function createPodOrder(): PodOrder {
  let order: string[] = [];
  let arranged: PodRow[] = [];
  let sortedBy = '';
  let held = false;

  /** The last order with the rows as they are now; null where it may be another. */
  function unmoved(rows: ReadonlyMap<string, PodRow>, sort: Sort): PodRow[] | null {
    if (rows.size !== order.length) return null;
    const value: (row: PodRow) => unknown = sortValues[sort.column];
    const next: PodRow[] = [];
    for (let at = 0; at < order.length; at += 1) {
      const row = rows.get(order[at] ?? '');
      const before = arranged[at];
      if (row === undefined || before === undefined) return null;
      if (row !== before && value(row) !== value(before)) return null;
      next.push(row);
    }
    return next;
  }

  function anew(rows: ReadonlyMap<string, PodRow>, sort: Sort, hold: boolean): PodRow[] {
    const all: PodRow[] = [];
    const seen = new Set<string>();
    for (const key of order) {
      const row = rows.get(key);
      if (row === undefined) continue;
      seen.add(key);
      all.push(row);
    }
    const known = all.length;
    if (seen.size < rows.size) for (const [key, row] of rows) if (!seen.has(key)) all.push(row);
    return hold ? [...all.slice(0, known), ...sortPods(all.slice(known), sort)] : sortPods(all, sort);
  }

  return {
    arrange(rows, filter, sort, hold) {
      const by = `${sort.column} ${sort.descending}`;
      const same = by === sortedBy;
      // An order that was held may be any: it is made anew once nothing holds it.
      const settled = same && !held;
      held = hold && same && changing.has(sort.column);
      sortedBy = by;
      const still = settled ? unmoved(rows, sort) : null;
      arranged = still ?? anew(rows, sort, held);
      if (still === null) order = arranged.map(podKey);
      return arranged.filter(podMatches(filter));
    },
  };
}
