'use client';
import { useDeferredValue, useMemo } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { type FaultError, fetchJson } from '#lib/client/fetcher.ts';
import { useSearchState } from '#lib/client/use-search-state.ts';
import { useRows } from '#lib/client/use-topic.ts';
import { healths } from '#lib/domain/health.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { functionKey } from '../function/paths.ts';
import { StartButton } from '../start-frr/start-button.tsx';
import { Awaiting } from '../state/awaiting.tsx';
import { FaultPanel } from '../state/fault-panel.tsx';
import { NoMatch } from '../state/no-match.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { FilterInput } from '../ui/filter-input.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Select } from '../ui/select.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { matchesFunction, sortFunctions } from './function-sort.ts';
import { FunctionTable } from './function-table.tsx';

export function FunctionsPage() {
  const t = useTranslations('functions');
  const healthNames = useTranslations('health');
  const title = useTranslations('shell.titles')('functions');
  const { loaded, list, rows } = useRows('functions');
  const [filter, setFilter] = useSearchState('q', '');
  const [health, setHealth] = useSearchState('health', '');
  const [order, setOrder] = useSearchState('sort', 'health');
  const [all, setAll] = useSearchState('all', '');
  // Workloads that are no functions are not in the stream: they are read once, and shown as of then.
  const others = useSWR<{ items: FunctionRow[] }, FaultError>(
    all === 'true' ? '/api/v1/functions?all=true' : null,
    fetchJson,
  );
  const known = useMemo(
    () => [...list, ...(others.data?.items ?? []).filter((one) => !rows.has(functionKey(one)))],
    [list, rows, others.data],
  );
  const wanted = useDeferredValue(filter);
  const shown = useMemo(() => {
    const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (row: FunctionRow) =>
      (health === '' ||
        (health === 'trouble'
          ? row.health === 'down' || row.health === 'degraded'
          : row.health === health)) &&
      matchesFunction(row, words);
    return sortFunctions(known.filter(fits), order);
  }, [known, wanted, health, order]);
  const clear = () => {
    setFilter('');
    setHealth('');
  };

  return (
    <>
      <PageHead
        title={title}
        beside={
          loaded && (
            <span className="text-sm text-muted">
              {t('count', { shown: shown.length, total: known.length })}
            </span>
          )
        }
        actions={
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <Checkbox
              label={t('all')}
              title={t('allHint')}
              checked={all === 'true'}
              onChange={(on) => setAll(on ? 'true' : '')}
            />
            <Select
              label={t('health')}
              value={health}
              onChange={setHealth}
              options={[
                { value: '', label: t('anyHealth') },
                { value: 'trouble', label: t('trouble') },
                ...healths.map((value) => ({ value, label: healthNames(value) })),
              ]}
            />
            <FilterInput value={filter} onChange={setFilter} label={t('filter')} />
            <StartButton namespaces={[...new Set(list.map(({ namespace }) => namespace))]} />
          </div>
        }
      />
      {others.error && <FaultPanel fault={others.error.fault} retry={() => void others.mutate()} />}
      <Awaiting
        loaded={loaded}
        empty={known.length === 0}
        kinds={['deployments', 'statefulsets', 'daemonsets']}
        whenEmpty={
          <StatePanel
            title={t('empty.title')}
            action={all !== 'true' && <Button onClick={() => setAll('true')}>{t('empty.showAll')}</Button>}
          >
            {t('empty.body')}
          </StatePanel>
        }
      >
        {shown.length === 0 ? (
          <NoMatch hidden={known.length} clear={clear} />
        ) : (
          <div className="rounded-md border border-line bg-surface">
            <FunctionTable rows={shown} label={t('list')} order={order} onOrder={setOrder} />
          </div>
        )}
      </Awaiting>
    </>
  );
}
