import type { Health } from '#lib/domain/health.ts';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';

/** What narrows the list. Empty means no restriction; `health: 'trouble'` is everything that needs a person. */
export interface PodFilter {
  text: string;
  namespace: string;
  health: Health | 'trouble' | '';
  chain: string;
  function: string;
}

export const noFilter: PodFilter = { text: '', namespace: '', health: '', chain: '', function: '' };

/** A function as the filter and the URL name it: `namespace/kind/name`. */
export const functionKey = (row: PodRow): string =>
  row.function === null ? '' : `${row.function.namespace}/${row.function.kind}/${row.function.name}`;

const searchTexts = new WeakMap<PodRow, string>();

/** Everything of a row that can be searched for, made once a row: an unchanged row keeps its identity in the stream. */
function searchText(row: PodRow): string {
  const known = searchTexts.get(row);
  if (known !== undefined) return known;
  const made = [
    row.namespace,
    row.name,
    row.status,
    row.node,
    row.podIP,
    row.function?.name,
    row.chain,
    row.version,
    ...row.interfaces.flatMap((item) => [item.name, item.network, item.kind, item.mac, ...item.addresses]),
    ...row.reasons.map((reason) => reason.code),
  ]
    .filter(Boolean)
    .join('\n')
    .toLowerCase();
  searchTexts.set(row, made);
  return made;
}

const trouble: ReadonlySet<Health> = new Set(['degraded', 'down', 'unknown']);

/** All words of the text must occur, in any order and field, regardless of case; the other filters are exact. */
export function podMatches(filter: PodFilter): (row: PodRow) => boolean {
  const terms = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return (row) =>
    (filter.namespace === '' || row.namespace === filter.namespace) &&
    (filter.health === '' ||
      (filter.health === 'trouble' ? trouble.has(row.health) : row.health === filter.health)) &&
    (filter.chain === '' || row.chain === filter.chain) &&
    (filter.function === '' || functionKey(row) === filter.function) &&
    (terms.length === 0 || terms.every((term) => searchText(row).includes(term)));
}
