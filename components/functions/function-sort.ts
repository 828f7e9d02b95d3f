import { healths } from '#lib/domain/health.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';

export const functionColumns = [
  'health',
  'name',
  'namespace',
  'kind',
  'chain',
  'version',
  'ready',
  'approach',
  'sessions',
  'age',
] as const;
export type FunctionColumn = (typeof functionColumns)[number];

/** What a column is ordered by. Health: the worst first when ascending, because that is what one looks for. */
const orderOf: Record<FunctionColumn, (row: FunctionRow) => string | number> = {
  health: (row) => -healths.indexOf(row.health),
  name: (row) => row.name,
  namespace: (row) => row.namespace,
  kind: (row) => row.kind,
  chain: (row) => `${row.chain ?? '~'} ${String(row.order ?? 9_999_999).padStart(8, '0')}`,
  version: (row) => row.versions[0]?.version ?? '',
  ready: (row) => (row.desired === 0 ? 1 : row.ready / row.desired),
  approach: (row) => row.approach,
  sessions: (row) => (row.sessions ? row.sessions.established - row.sessions.configured : 1),
  age: (row) => -Date.parse(row.createdAt),
};

/** `name` ascending, `-name` descending; anything else is by health. Equal rows stay in the order of their names. */
export function sortFunctions(rows: readonly FunctionRow[], order: string): FunctionRow[] {
  const down = order.startsWith('-');
  const wanted = down ? order.slice(1) : order;
  const value = orderOf[functionColumns.find((column) => column === wanted) ?? 'health'];
  const byName = (row: FunctionRow) => `${row.namespace}/${row.name}`;
  return rows
    .map((row) => ({ row, value: value(row), name: byName(row) }))
    .sort((a, b) => {
      const first = a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
      return (down ? -first : first) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
    })
    .map((item) => item.row);
}

/** Every word must be somewhere in the row. */
export function matchesFunction(row: FunctionRow, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = [row.namespace, row.name, row.component, row.kind, row.chain ?? '', row.approach, row.health]
    .concat(row.versions.map((version) => version.version))
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
