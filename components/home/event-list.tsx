'use client';
import { UserRound } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { RecordedAction } from '#lib/contracts/acting.ts';
import type { EventView } from '#lib/domain/event/event-view.ts';
import { beginOf, foldEvents, lastBegun } from '#lib/domain/event/fold-events.ts';
import { actionHealth, actionPath } from '../activity/action-path.ts';
import { eventPath } from '../activity/event-path.ts';
import { isRecordOf } from '../activity/time-line.ts';
import { visible } from '../pod-figure/text.ts';
import { HealthShape } from '../ui/health-mark.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { RelativeTime } from '../ui/time.tsx';

/** It has been repeating itself for a while: when it did last is worth telling as well. */
const lasts = (event: EventView): boolean => Date.parse(event.at) - Date.parse(beginOf(event)) > 60_000;

/**
 * Cluster events, repetitions as one, and what was done through the console: each action once, with what came of it.
 * @param none what stands there when there are none
 * @param changes what began last first, with when it began; else what was seen last first, with when it was
 */
export function EventList(props: {
  events: readonly EventView[];
  actions?: readonly RecordedAction[];
  loaded: boolean;
  limit: number;
  none: string;
  changes?: boolean;
}) {
  const { actions = [], changes = false } = props;
  if (!props.loaded) return <Skeleton rows={6} className="p-3" />;
  const ids = new Set(actions.map(({ id }) => id));
  const told = (changes ? lastBegun : foldEvents)(props.events.filter((event) => !isRecordOf(event, ids)));
  const newest = [
    ...told.map((event) => ({
      key: event.key,
      at: changes ? beginOf(event) : event.at,
      line: <EventItem event={event} changes={changes} />,
    })),
    ...actions.map((action) => ({ key: action.id, at: action.at, line: <ActionItem of={action} /> })),
  ]
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, props.limit);
  if (newest.length === 0) return <p className="p-3 text-sm text-muted">{props.none}</p>;
  return (
    <ol>
      {newest.map(({ key, line }) => (
        <li key={key} className="border-b border-line px-3 py-1.5 last:border-b-0">
          {line}
        </li>
      ))}
    </ol>
  );
}

function EventItem({ event, changes }: { event: EventView; changes: boolean }) {
  const t = useTranslations('home.changes');
  const href = eventPath(event);
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-1.5 text-sm">
        {event.type === 'Warning' && (
          <>
            <HealthShape health="degraded" className="self-center" />
            <span className="sr-only">{t('warning')}</span>
          </>
        )}
        <span className="font-medium">{event.reason}</span>
        {event.count > 1 && <span className="text-xs text-muted">×{event.count}</span>}
        <span className="ml-auto whitespace-nowrap pl-2 text-xs text-muted">
          <RelativeTime at={changes ? beginOf(event) : event.at} />
          {changes && lasts(event) && (
            <>
              {' – '}
              <RelativeTime at={event.at} />
            </>
          )}
        </span>
      </div>
      <div className="truncate font-mono text-xs">
        {href ? <TextLink href={href}>{event.object.name}</TextLink> : event.object.name}
      </div>
      <p className="line-clamp-2 text-xs text-muted [overflow-wrap:anywhere]" title={event.message}>
        {event.message}
      </p>
    </>
  );
}

/** Who did what to what, why, and what came of it. */
function ActionItem({ of }: { of: RecordedAction }) {
  const t = useTranslations('activity');
  const names = useTranslations('action.name');
  const state = of.outcome?.state ?? 'open';
  const href = actionPath(of);
  const name = visible(of.object.name);
  const said = `${visible(of.by)}: ${visible(of.summary)}`;
  return (
    <>
      <div className="flex flex-wrap items-baseline gap-x-1.5 text-sm">
        <UserRound aria-hidden="true" className="size-3.5 self-center text-accent" />
        <span className="font-medium">{names(of.action)}</span>
        <span className="inline-flex items-center gap-1 whitespace-nowrap text-xs text-muted">
          <HealthShape health={actionHealth[state]} />
          {t(`state.${state}`)}
        </span>
        <RelativeTime at={of.at} className="ml-auto whitespace-nowrap pl-2 text-xs text-muted" />
      </div>
      <div className="truncate font-mono text-xs">
        {href ? <TextLink href={href}>{name}</TextLink> : name}
      </div>
      <p className="line-clamp-2 text-xs text-muted [overflow-wrap:anywhere]" title={said}>
        {said}
        {of.why !== null && ` ${t('why', { why: visible(of.why) })}`}
      </p>
    </>
  );
}
