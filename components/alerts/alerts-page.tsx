'use client';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useHiddenKinds } from '#lib/client/use-freshness.ts';
import { useRows } from '#lib/client/use-topic.ts';
import { severities } from '#lib/domain/alert/alert.ts';
import { inOrder } from '#lib/domain/alert/view.ts';
import { useQueryFilter } from '../activity/use-query-filter.ts';
import { visible } from '../pod-figure/text.ts';
import { Awaiting } from '../state/awaiting.tsx';
import { Button } from '../ui/button.tsx';
import { FilterInput } from '../ui/filter-input.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Select } from '../ui/select.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { AcknowledgeButton } from './acknowledge-button.tsx';
import { AlertLine } from './alert-line.tsx';
import { Delivery } from './delivery.tsx';
import { alertMatches } from './filter.ts';

const names = ['q', 'namespace', 'severity', 'state'] as const;
const states = ['firing', 'settling', 'acknowledged', 'unacknowledged'] as const;

/** Every alert that is open, to be filtered; the filter is in the page's address. */
export function AlertsPage() {
  const t = useTranslations('alerts');
  const s = useTranslations('state');
  const c = useTranslations('common');
  const reasons = useTranslations('reason');
  const { loaded, list } = useRows('alerts');
  const { values, change, clear } = useQueryFilter(names);
  const found = useMemo(
    () =>
      [...list]
        .filter(
          alertMatches(
            values,
            (rule) => t(`rule.${rule}`),
            (code) => reasons(code),
          ),
        )
        .sort(inOrder),
    [list, values, t, reasons],
  );
  const hidden = useHiddenKinds();
  const namespaces = [...new Set(list.flatMap(({ namespace }) => namespace ?? []))].sort();
  if (values.namespace !== '' && !namespaces.includes(values.namespace)) namespaces.unshift(values.namespace);
  return (
    <>
      <PageHead
        title={t('title')}
        beside={
          // "No alerts" would be said of what may not be read.
          loaded &&
          (found.length > 0 || hidden.length === 0) && (
            <p className="text-sm text-muted">
              {t('open', {
                count: found.length,
                attended: found.filter(({ acknowledged }) => acknowledged).length,
              })}
            </p>
          )
        }
      />
      <search className="mb-3 flex flex-wrap items-center gap-2">
        <FilterInput label={t('filter')} value={values.q} onChange={(value) => change('q', value)} />
        <Select
          label={t('severityLabel')}
          value={values.severity}
          options={[
            { value: '', label: t('allSeverities') },
            ...severities.map((value) => ({ value, label: t(`severity.${value}`) })),
          ]}
          onChange={(value) => change('severity', value)}
        />
        <Select
          label={t('stateLabel')}
          value={values.state}
          options={[
            { value: '', label: t('allStates') },
            ...states.map((value) => ({ value, label: t(`state.${value}`) })),
          ]}
          onChange={(value) => change('state', value)}
        />
        <Select
          label={t('namespace')}
          value={values.namespace}
          options={[
            { value: '', label: t('allNamespaces') },
            ...namespaces.map((value) => ({ value, label: visible(value) })),
          ]}
          onChange={(value) => change('namespace', value)}
        />
      </search>
      <Delivery />
      <Awaiting
        loaded={loaded}
        empty={list.length === 0}
        kinds={['deployments', 'statefulsets', 'daemonsets']}
        whenEmpty={
          <StatePanel health="ok" title={t('none.title')}>
            <p>{t('none.body')}</p>
          </StatePanel>
        }
      >
        {found.length === 0 ? (
          <StatePanel title={s('noMatch.title')} action={<Button onClick={clear}>{c('clearFilter')}</Button>}>
            <p>{s('noMatch.body', { count: list.length })}</p>
          </StatePanel>
        ) : (
          <ul
            aria-label={t('title')}
            className="divide-y divide-line rounded-md border border-line bg-surface"
          >
            {found.map((alert) => (
              <li key={alert.id}>
                <AlertLine of={alert} action={<AcknowledgeButton of={alert} />} />
              </li>
            ))}
          </ul>
        )}
      </Awaiting>
    </>
  );
}
