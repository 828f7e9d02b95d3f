'use client';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRows } from '#lib/client/use-topic.ts';
import type { EventView } from '#lib/domain/event/event-view.ts';
import { visible } from '../pod-figure/text.ts';
import { Awaiting } from '../state/awaiting.tsx';
import { Button } from '../ui/button.tsx';
import { FilterInput } from '../ui/filter-input.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Select } from '../ui/select.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { ClockTime } from '../ui/time.tsx';
import { EventLine } from './event-line.tsx';
import { type EventGroup, eventMatches, groupEvents } from './group-events.ts';
import { useQueryFilter } from './use-query-filter.ts';

const names = ['q', 'namespace', 'type', 'function'] as const;
const spanMinutes = 5;
/** Lines drawn at once; more on request. */
const step = 200;

const distinct = (list: readonly EventView[], of: (event: EventView) => string | null): string[] =>
  [...new Set(list.map(of).filter((value) => value !== null))].sort();

/** What happened in the cluster, on a time line. */
export function ActivityPage() {
  const t = useTranslations('activity');
  const s = useTranslations('state');
  const c = useTranslations('common');
  const { loaded, list } = useRows('events');
  const { values, change, clear } = useQueryFilter(names);
  const [most, setMost] = useState(step);
  const matching = useMemo(() => list.filter(eventMatches(values)), [list, values]);
  const groups = useMemo(() => groupEvents(matching, spanMinutes), [matching]);
  const choices = (all: string, found: string[], chosen: string) => [
    { value: '', label: all },
    ...(chosen === '' || found.includes(chosen) ? found : [chosen, ...found]).map((value) => ({
      value,
      label: visible(value),
    })),
  ];
  const shown = groups.reduce<{ groups: EventGroup[]; left: number }>(
    ({ groups: kept, left }, group) =>
      left <= 0
        ? { groups: kept, left }
        : {
            groups: [...kept, { ...group, events: group.events.slice(0, left) }],
            left: left - group.events.length,
          },
    { groups: [], left: most },
  ).groups;

  return (
    <>
      <PageHead
        title={t('title')}
        beside={loaded && <p className="text-sm text-muted">{t('count', { count: matching.length })}</p>}
      />
      <search className="mb-3 flex flex-wrap items-center gap-2">
        <FilterInput label={t('filter')} value={values.q} onChange={(value) => change('q', value)} />
        <Select
          label={t('type')}
          value={values.type}
          options={choices(t('allTypes'), ['Warning', 'Normal'], values.type)}
          onChange={(value) => change('type', value)}
        />
        <Select
          label={t('namespace')}
          value={values.namespace}
          options={choices(
            t('allNamespaces'),
            distinct(list, (event) => event.namespace),
            values.namespace,
          )}
          onChange={(value) => change('namespace', value)}
        />
        <Select
          label={t('function')}
          value={values.function}
          options={choices(
            t('allFunctions'),
            distinct(list, (event) => event.function),
            values.function,
          )}
          onChange={(value) => change('function', value)}
        />
      </search>
      <Awaiting
        loaded={loaded}
        empty={list.length === 0}
        kinds={['events']}
        whenEmpty={
          <StatePanel health="ok" title={t('empty.title')}>
            <p>{t('empty.body')}</p>
          </StatePanel>
        }
      >
        {matching.length === 0 ? (
          <StatePanel title={s('noMatch.title')} action={<Button onClick={clear}>{c('clearFilter')}</Button>}>
            <p>{s('noMatch.body', { count: list.length })}</p>
          </StatePanel>
        ) : (
          <>
            {shown.map((group) => (
              <TimeSpan key={group.from ?? 'none'} group={group} />
            ))}
            {matching.length > most && (
              <Button onClick={() => setMost(most + step)}>
                {c('more', { count: matching.length - most })}
              </Button>
            )}
          </>
        )}
      </Awaiting>
    </>
  );
}

function TimeSpan({ group }: { group: EventGroup }) {
  const t = useTranslations('activity');
  return (
    <section className="mb-4 grid gap-x-4 md:grid-cols-[9rem_minmax(0,1fr)]">
      <h2 className="pb-1 text-sm md:border-r-2 md:border-line-strong md:pt-1.5">
        {group.from === null ? (
          t('noTime')
        ) : (
          <ClockTime at={group.from} className="font-mono font-semibold" />
        )}
        {group.warnings > 0 && (
          <span className="ml-2 text-xs text-degraded md:ml-0 md:block">
            {t('warnings', { count: group.warnings })}
          </span>
        )}
      </h2>
      <ol className="divide-y divide-line rounded-md border border-line bg-surface">
        {group.events.map((event) => (
          <li key={event.key}>
            <EventLine event={event} withObject />
          </li>
        ))}
      </ol>
    </section>
  );
}
