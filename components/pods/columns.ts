import { healths } from '#lib/domain/health.ts';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';

/** The columns in the order they stand: kubectl's first, as `kubectl get pods -A` prints them. */
export const columnIds = [
  'namespace',
  'name',
  'ready',
  'status',
  'restarts',
  'age',
  'health',
  'node',
  'ip',
  'function',
  'chain',
  'version',
  'interfaces',
] as const;
export type ColumnId = (typeof columnIds)[number];

type SortValue = string | number;

/** Nothing there sorts last, whatever the direction of what is there. */
const last = '\uffff';

/** An IPv4 address by its number; anything else by its text, behind all of them. */
function addressValue(address: string | null): SortValue {
  if (address === null) return last;
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return address;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** What a column sorts by. `age` sorts as kubectl's reader expects: the youngest first. */
export const sortValues = {
  namespace: (row) => row.namespace,
  name: (row) => row.name,
  ready: (row) => {
    const [ready, total] = row.ready.split('/').map(Number);
    return total ? (ready ?? 0) / total : 0;
  },
  status: (row) => row.status,
  restarts: (row) => row.restartCount,
  age: (row) => -Date.parse(row.createdAt) || 0,
  health: (row) => -healths.indexOf(row.health),
  node: (row) => row.node ?? last,
  ip: (row) => addressValue(row.podIP),
  function: (row) => row.function?.name ?? last,
  chain: (row) => row.chain ?? last,
  version: (row) => row.version ?? last,
  interfaces: (row) => row.interfaces.length,
} satisfies Record<ColumnId, (row: PodRow) => SortValue>;

/** Columns whose values change while a pod lives: sorted by one of them, rows would move under the pointer. */
export const changing: ReadonlySet<ColumnId> = new Set([
  'ready',
  'status',
  'restarts',
  'health',
  'node',
  'ip',
  'version',
  'interfaces',
]);

function compareValues(a: SortValue, b: SortValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'number') return -1;
  if (typeof b === 'number') return 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

export interface Sort {
  column: ColumnId;
  descending: boolean;
}

export const defaultSort: Sort = { column: 'namespace', descending: false };

/**
 * The rows by the column, then by namespace and name as kubectl orders them, so that the order is total. Each row's
 * value is made once and not at each comparison.
 */
export function sortPods(rows: readonly PodRow[], sort: Sort): PodRow[] {
  const value: (row: PodRow) => SortValue = sortValues[sort.column];
  const direction = sort.descending ? -1 : 1;
  const compare = (a: { row: PodRow; value: SortValue }, b: { row: PodRow; value: SortValue }): number => {
    if (a.value !== b.value && (a.value === last || b.value === last)) return a.value === last ? 1 : -1;
    return (
      direction * compareValues(a.value, b.value) ||
      compareValues(a.row.namespace, b.row.namespace) ||
      compareValues(a.row.name, b.row.name)
    );
  };
  return rows
    .map((row) => ({ row, value: value(row) }))
    .sort(compare)
    .map(({ row }) => row);
}
