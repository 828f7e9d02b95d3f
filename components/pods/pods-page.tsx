'use client';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRows } from '#lib/client/use-topic.ts';
import { Awaiting } from '../state/awaiting.tsx';
import { Button } from '../ui/button.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Select } from '../ui/select.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { changing, columnIds } from './columns.ts';
import { noFilter } from './filter.ts';
import { isFiltered } from './list-state.ts';
import { createPodOrder } from './order.ts';
import { PodFilters } from './pod-filters.tsx';
import { PodGrid } from './pod-grid.tsx';
import { useListState } from './use-list-state.ts';
import { useMedia } from './use-media.ts';

/** Every pod, as `kubectl get pods -A` lists them, live. */
export function PodsPage() {
  const t = useTranslations('pods');
  const s = useTranslations('state');
  const c = useTranslations('common');
  const { loaded, list, rows } = useRows('pods');
  const { filter, sort, setFilter, setSort } = useListState();
  const [hold, setHold] = useState(false);
  const [order] = useState(createPodOrder);
  const compact = useMedia('(max-width: 767px)');
  // A key or a click is shown at once; thousands of rows follow a frame later, and may be interrupted by the next key.
  const wanted = useDeferredValue(filter);
  const by = useDeferredValue(sort);
  const pods = useMemo(() => order.arrange(rows, wanted, by, hold), [order, rows, wanted, by, hold]);
  const held = hold && changing.has(sort.column);

  return (
    <>
      <PageHead
        title={t('title')}
        beside={
          loaded && (
            <p className="text-sm text-muted">
              {isFiltered(filter)
                ? t('shownOf', { shown: pods.length, total: list.length })
                : t('count', { count: list.length })}
            </p>
          )
        }
        actions={held ? <p className="text-xs text-muted">{t('held')}</p> : undefined}
      />
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <PodFilters list={list} filter={filter} onChange={setFilter} />
        {compact && (
          <Select
            label={t('sort')}
            showLabel
            value={`${sort.descending ? '-' : ''}${sort.column}`}
            options={columnIds.flatMap((column) => [
              { value: column, label: `${t(`column.${column}`)} ↑` },
              { value: `-${column}`, label: `${t(`column.${column}`)} ↓` },
            ])}
            onChange={(value) => {
              const column = columnIds.find((id) => id === value.replace(/^-/, ''));
              if (column) setSort({ column, descending: value.startsWith('-') });
            }}
          />
        )}
      </div>
      <Awaiting
        loaded={loaded}
        empty={list.length === 0}
        kinds={['pods']}
        whenEmpty={
          <StatePanel health="ok" title={t('empty.title')}>
            <p>{t('empty.body')}</p>
          </StatePanel>
        }
      >
        {pods.length === 0 ? (
          <StatePanel
            title={s('noMatch.title')}
            action={<Button onClick={() => setFilter(noFilter)}>{c('clearFilter')}</Button>}
          >
            <p>{s('noMatch.body', { count: list.length })}</p>
          </StatePanel>
        ) : (
          <PodGrid pods={pods} total={pods.length} sort={sort} onSort={setSort} onHold={setHold} />
        )}
      </Awaiting>
    </>
  );
}
