'use client';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { missingWatches, useFreshness } from '#lib/client/use-freshness.ts';
import { useRows } from '#lib/client/use-topic.ts';
import { type Health, healthOf, healths } from '#lib/domain/health.ts';
import type { NetworkView } from '#lib/domain/network/network.ts';
import { useQueryFilter } from '../activity/use-query-filter.ts';
import { visible } from '../pod-figure/text.ts';
import { Awaiting } from '../state/awaiting.tsx';
import { WatchReason } from '../state/watch-reason.tsx';
import { Button } from '../ui/button.tsx';
import { FilterInput } from '../ui/filter-input.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Select } from '../ui/select.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { NetworkCard } from './network-card.tsx';

const names = ['q', 'namespace'] as const;

export const networkHealth = (network: NetworkView): Health => healthOf(network.reasons);

/** The pod network first, then what is in trouble, then by name. */
export function inOrder(list: readonly NetworkView[]): NetworkView[] {
  const rank = (network: NetworkView) =>
    network.key === 'pod-network' ? -10 : -healths.indexOf(networkHealth(network));
  return [...list].sort((a, b) => rank(a) - rank(b) || a.key.localeCompare(b.key));
}

function matches(network: NetworkView, text: string): boolean {
  const words = [
    network.key,
    network.kind,
    network.ipam,
    network.parent,
    network.resourceName,
    ...network.plugins,
    ...network.ranges,
    ...network.attached.flatMap((item) => [item.pod, ...item.addresses]),
  ]
    .join('\n')
    .toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((term) => words.includes(term));
}

/** NetworkAttachmentDefinitions and the pod network, with who is on them. */
export function NetworksPage() {
  const t = useTranslations('networks');
  const s = useTranslations('state');
  const c = useTranslations('common');
  const { loaded, list } = useRows('networks');
  const freshness = useFreshness();
  const { values, change, clear } = useQueryFilter(names);
  const missing = missingWatches(freshness.watches, 'network-attachment-definitions');
  const namespaces = [
    ...new Set(list.map((network) => network.namespace).filter((name) => name !== null)),
  ].sort();
  // What the address asks for is shown as chosen, also where nothing of it is there (any more).
  if (values.namespace !== '' && !namespaces.includes(values.namespace)) namespaces.unshift(values.namespace);
  const shown = useMemo(
    () =>
      inOrder(list).filter(
        (network) =>
          (values.namespace === '' || network.namespace === values.namespace) && matches(network, values.q),
      ),
    [list, values],
  );
  return (
    <>
      <PageHead
        title={t('title')}
        beside={loaded && <p className="text-sm text-muted">{t('count', { count: list.length })}</p>}
      />
      <search className="mb-3 flex flex-wrap items-center gap-2">
        <FilterInput label={t('filter')} value={values.q} onChange={(value) => change('q', value)} />
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
      {missing.slice(0, 3).map((watch) => (
        <WatchReason key={watch.namespace ?? ''} watch={watch} />
      ))}
      <Awaiting
        loaded={loaded}
        empty={list.length === 0 && missing.length === 0}
        kinds={['pods']}
        whenEmpty={
          <StatePanel health="ok" title={t('empty.title')}>
            <p>{t('empty.body')}</p>
          </StatePanel>
        }
      >
        {shown.length === 0 && list.length > 0 ? (
          <StatePanel title={s('noMatch.title')} action={<Button onClick={clear}>{c('clearFilter')}</Button>}>
            <p>{s('noMatch.body', { count: list.length })}</p>
          </StatePanel>
        ) : (
          <div className="space-y-3">
            {shown.map((network) => (
              <NetworkCard key={network.key} network={network} />
            ))}
          </div>
        )}
      </Awaiting>
    </>
  );
}
