import type { PodRow } from '#lib/domain/pod/pod-view.ts';
import { changing, type Sort, sortPods } from './columns.ts';
import { type PodFilter, podMatches } from './filter.ts';

export const podKey = (row: PodRow): string => `${row.namespace}/${row.name}`;

export interface PodOrder {
  /**
   * The rows that match, in order. Costs one pass over the rows: the sort starts from the order of the last call, which
   * is nearly right, and a nearly sorted list is what Array.prototype.sort (TimSort) does in one pass.
   *
   * @param hold keep known rows where they are (a pointer is over them) and put new ones at the end
   */
  arrange(rows: ReadonlyMap<string, PodRow>, filter: PodFilter, sort: Sort, hold: boolean): PodRow[];
}

/** Remembers the last order of one list. */
export function createPodOrder(): PodOrder {
  let order: string[] = [];
  let sortedBy = '';
  return {
    arrange(rows, filter, sort, hold) {
      const by = `${sort.column} ${sort.descending}`;
      const same = by === sortedBy;
      sortedBy = by;
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
      const held = hold && same && changing.has(sort.column);
      const arranged = held
        ? [...all.slice(0, known), ...sortPods(all.slice(known), sort)]
        : sortPods(all, sort);
      order = arranged.map(podKey);
      return arranged.filter(podMatches(filter));
    },
  };
}
