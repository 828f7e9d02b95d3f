'use client';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useAudit } from '#lib/client/use-audit.ts';
import { useRows } from '#lib/client/use-topic.ts';
import { type ActionName, actionNames } from '#lib/domain/action/action.ts';
import { visible } from '../pod-figure/text.ts';
import { Awaiting } from '../state/awaiting.tsx';
import { Button } from '../ui/button.tsx';
import { FilterInput } from '../ui/filter-input.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Select } from '../ui/select.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { ClockTime } from '../ui/time.tsx';
import { ActionLine } from './action-line.tsx';
import { EventLine } from './event-line.tsx';
import { entriesOf, entryMatches, functionOf, type Span, spansOf } from './time-line.ts';
import { useQueryFilter } from './use-query-filter.ts';

const names = ['q', 'namespace', 'type', 'function', 'by', 'action'] as const;
const spanMinutes = 5;
/** Lines drawn at once; more on request. */
const step = 200;

const distinct = (list: readonly (string | null)[]): string[] =>
  [...new Set(list.filter((value) => value !== null))].sort();

/** What happened in the cluster and what was done through the console, on one time line. */
export function ActivityPage() {
  const t = useTranslations('activity');
  const s = useTranslations('state');
  const c = useTranslations('common');
  const actionName = useTranslations('action.name');
  const { loaded, list: events } = useRows('events');
  const { actions } = useAudit();
  const list = useMemo(() => entriesOf(events, actions), [events, actions]);
  const { values, change, clear } = useQueryFilter(names);
  const [most, setMost] = useState(step);
  const matching = useMemo(() => list.filter(entryMatches(values)), [list, values]);
  const spans = useMemo(() => spansOf(matching, spanMinutes), [matching]);
  const lines = spans.reduce((sum, { entries }) => sum + entries.length, 0);
  const choices = (
    all: string,
    found: string[],
    chosen: string,
    labelOf: (value: string) => string = (value) => value,
  ) => [
    { value: '', label: all },
    ...(chosen === '' || found.includes(chosen) ? found : [chosen, ...found]).map((value) => ({
      value,
      label: visible(labelOf(value)),
    })),
  ];
  const nameOf = (action: string) => (isActionName(action) ? actionName(action) : action);
  const typeOf = (type: string) => (type === 'action' ? t('done') : type);

  return (
    <>
      <PageHead
        title={t('title')}
        beside={loaded && <p className="text-sm text-muted">{t('count', { count: lines })}</p>}
      />
      <search className="mb-3 flex flex-wrap items-center gap-2">
        <FilterInput label={t('filter')} value={values.q} onChange={(value) => change('q', value)} />
        <Select
          label={t('type')}
          value={values.type}
          options={choices(t('allTypes'), ['action', 'Warning', 'Normal'], values.type, typeOf)}
          onChange={(value) => change('type', value)}
        />
        <Select
          label={t('namespace')}
          value={values.namespace}
          options={choices(
            t('allNamespaces'),
            distinct(list.map(({ event, action }) => (action ? action.namespace : event.namespace))),
            values.namespace,
          )}
          onChange={(value) => change('namespace', value)}
        />
        <Select
          label={t('function')}
          value={values.function}
          options={choices(
            t('allFunctions'),
            distinct(list.map(({ event, action }) => (action ? functionOf(action) : event.function))),
            values.function,
          )}
          onChange={(value) => change('function', value)}
        />
        <Select
          label={t('by')}
          value={values.by}
          options={choices(t('everybody'), distinct(actions.map(({ by }) => by)), values.by)}
          onChange={(value) => change('by', value)}
        />
        <Select
          label={t('action')}
          value={values.action}
          options={choices(
            t('allActions'),
            distinct(actions.map(({ action }) => action)),
            values.action,
            nameOf,
          )}
          onChange={(value) => change('action', value)}
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
            {firstOf(spans, most).map((span) => (
              <TimeSpan key={span.from ?? 'none'} span={span} />
            ))}
            {lines > most && (
              <Button onClick={() => setMost(most + step)}>{c('more', { count: lines - most })}</Button>
            )}
          </>
        )}
      </Awaiting>
    </>
  );
}

const isActionName = (name: string): name is ActionName => actionNames.some((known) => known === name);

/** So many of the newest entries, in their spans. */
function firstOf(spans: readonly Span[], most: number): Span[] {
  let left = most;
  return spans.flatMap((span) => {
    if (left <= 0) return [];
    const entries = span.entries.slice(0, left);
    left -= entries.length;
    return [{ ...span, entries }];
  });
}

function TimeSpan({ span }: { span: Span }) {
  const t = useTranslations('activity');
  return (
    <section className="mb-4 grid gap-x-4 md:grid-cols-[9rem_minmax(0,1fr)]">
      <h2 className="pb-1 text-sm md:border-r-2 md:border-line-strong md:pt-1.5">
        {span.from === null ? t('noTime') : <ClockTime at={span.from} className="font-mono font-semibold" />}
        {span.warnings > 0 && (
          <span className="ml-2 text-xs text-degraded md:ml-0 md:block">
            {t('warnings', { count: span.warnings })}
          </span>
        )}
      </h2>
      <ol className="divide-y divide-line rounded-md border border-line bg-surface">
        {span.entries.map(({ key, event, action }) => (
          <li key={key}>
            {action ? <ActionLine of={action} withObject /> : <EventLine event={event} withObject />}
          </li>
        ))}
      </ol>
    </section>
  );
}
