import { healths } from '#lib/domain/health.ts';
import { columnIds, defaultSort, type Sort } from './columns.ts';
import { noFilter, type PodFilter } from './filter.ts';

/** What the list shows, as its address holds it, so that a view can be sent to somebody. */
export interface ListState {
  filter: PodFilter;
  sort: Sort;
}

const healthChoices: readonly PodFilter['health'][] = ['trouble', ...healths];

/** Reads `?q=&namespace=&health=&chain=&function=&sort=-restarts`; an unknown word there restricts nothing. */
export function parseListState(query: { get(name: string): string | null }): ListState {
  const word = query.get('sort') ?? '';
  const column = columnIds.find((id) => id === word.replace(/^-/, ''));
  return {
    filter: {
      text: query.get('q') ?? '',
      namespace: query.get('namespace') ?? '',
      health: healthChoices.find((choice) => choice === query.get('health')) ?? '',
      chain: query.get('chain') ?? '',
      function: query.get('function') ?? '',
    },
    sort: column === undefined ? defaultSort : { column, descending: word.startsWith('-') },
  };
}

/** The reverse; what is as always is left out. */
export function listQuery({ filter, sort }: ListState): string {
  const query = new URLSearchParams();
  const entries = [
    ['q', filter.text],
    ['namespace', filter.namespace],
    ['health', filter.health],
    ['chain', filter.chain],
    ['function', filter.function],
  ] as const;
  for (const [name, value] of entries) if (value !== '') query.set(name, value);
  if (sort.column !== defaultSort.column || sort.descending) {
    query.set('sort', `${sort.descending ? '-' : ''}${sort.column}`);
  }
  return query.toString();
}

export const isFiltered = (filter: PodFilter): boolean =>
  (Object.keys(noFilter) as (keyof PodFilter)[]).some((name) => filter[name] !== '');
