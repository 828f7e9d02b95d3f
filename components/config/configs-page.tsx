'use client';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { type FaultError, fetchJson } from '#lib/client/fetcher.ts';
import { functionKinds } from '#lib/client/use-freshness.ts';
import { useSearchState } from '#lib/client/use-search-state.ts';
import type { Config } from '#lib/contracts/configs.ts';
import { configPath, functionPath } from '../function/paths.ts';
import { visible } from '../pod-figure/text.ts';
import { Awaiting } from '../state/awaiting.tsx';
import { FaultPanel } from '../state/fault-panel.tsx';
import { NoMatch } from '../state/no-match.tsx';
import { Badge } from '../ui/badge.tsx';
import { FilterInput } from '../ui/filter-input.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { Cell, ColumnHead, Row, Table } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { RelativeTime } from '../ui/time.tsx';
import type { ConfigList } from './api.ts';
import { DriftMark, DriftSample, driftOf } from './drift-state.tsx';
import { Who } from './history-part.tsx';

const order = { different: 0, unknown: 1, same: 2 } as const;
const rank = ({ drift }: Config): number => {
  const summary = driftOf(drift);
  return summary === null ? 3 : order[summary.state];
};

/** ConfigMaps that functions use: by whom, whether what runs is what they say, and the last change. */
export function ConfigsPage() {
  const t = useTranslations('config.list');
  const title = useTranslations('shell.titles')('configs');
  const [filter, setFilter] = useSearchState('q', '');
  const { data, error, mutate } = useSWR<ConfigList, FaultError>('/api/v1/configs', fetchJson, {
    refreshInterval: 10_000,
    keepPreviousData: true,
  });
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const items = [...(data?.items ?? [])].sort((a, b) => rank(a) - rank(b));
  const shown = items.filter((one) => words.every((word) => haystack(one).includes(word)));
  return (
    <>
      <PageHead
        title={title}
        beside={
          data && (
            <span className="text-sm text-muted">
              {t('count', { shown: shown.length, total: items.length })}
            </span>
          )
        }
        actions={<FilterInput value={filter} onChange={setFilter} label={t('filter')} />}
      />
      {error && <FaultPanel fault={error.fault} retry={() => void mutate()} />}
      {!data && !error && <Skeleton rows={8} />}
      {data && items.length === 0 && (
        // Of what may not be read it is not said that there is none.
        <Awaiting
          loaded
          empty
          kinds={['configmaps', ...functionKinds]}
          whenEmpty={<StatePanel title={t('empty')}>{t('emptyBody')}</StatePanel>}
        >
          {null}
        </Awaiting>
      )}
      {items.length > 0 && shown.length === 0 && (
        <NoMatch hidden={items.length} clear={() => setFilter('')} />
      )}
      {shown.length > 0 && (
        <Table label={t('label')}>
          <thead>
            <tr>
              <ColumnHead>{t('name')}</ColumnHead>
              <ColumnHead>{t('namespace')}</ColumnHead>
              <ColumnHead>{t('usedBy')}</ColumnHead>
              <ColumnHead>{t('running')}</ColumnHead>
              <ColumnHead>{t('lastChange')}</ColumnHead>
              <ColumnHead>{t('by')}</ColumnHead>
              <ColumnHead>{t('keys')}</ColumnHead>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <ConfigRow key={`${one.namespace}/${one.name}`} of={one} />
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}

const haystack = ({ namespace, name, usedBy, keys }: Config): string =>
  [namespace, name, ...usedBy.map((one) => one.name), ...keys.map(({ key }) => key)].join(' ').toLowerCase();

function ConfigRow({ of }: { of: Config }) {
  const t = useTranslations('config.list');
  const last = of.history[0];
  return (
    <Row>
      <Cell className="min-w-40">
        <TextLink href={configPath(of)} className="font-mono font-semibold [overflow-wrap:anywhere]">
          {of.name}
        </TextLink>{' '}
        {of.immutable && <Badge>{t('immutable')}</Badge>}
      </Cell>
      <Cell className="font-mono text-xs">{of.namespace}</Cell>
      <Cell className="min-w-36">
        {of.usedBy.map((one) => (
          <TextLink
            key={`${one.kind}/${one.name}`}
            href={functionPath(one)}
            className="mr-2 font-mono text-xs"
          >
            {one.name}
          </TextLink>
        ))}
      </Cell>
      <Cell className="min-w-44 text-xs">
        <DriftMark drift={of.drift} />
        <DriftSample drift={of.drift} />
      </Cell>
      <Cell className="whitespace-nowrap text-xs">{last ? <RelativeTime at={last.at} /> : '–'}</Cell>
      <Cell className="min-w-40 text-xs">
        {last && <Who of={last} />}
        {last?.why && <span className="block text-muted [overflow-wrap:anywhere]">{visible(last.why)}</span>}
      </Cell>
      <Cell className="font-mono text-xs text-muted">{of.keys.map(({ key }) => key).join('  ')}</Cell>
    </Row>
  );
}
