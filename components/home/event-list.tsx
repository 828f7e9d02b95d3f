'use client';
import { useTranslations } from 'use-intl';
import type { EventView } from '#lib/domain/event/event-view.ts';
import { beginOf, foldEvents, lastBegun } from '#lib/domain/event/fold-events.ts';
import { podPath } from '../function/paths.ts';
import { HealthShape } from '../ui/health-mark.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { RelativeTime } from '../ui/time.tsx';

/** It has been repeating itself for a while: when it did last is worth telling as well. */
const lasts = (event: EventView): boolean => Date.parse(event.at) - Date.parse(beginOf(event)) > 60_000;

/** Where an event's object has a page of its own. */
function eventHref(event: EventView): string | null {
  if (event.object.kind === 'Pod' && event.namespace !== null) {
    return podPath({ namespace: event.namespace, name: event.object.name });
  }
  return event.function === null
    ? null
    : `/functions/${event.function.split('/').map(encodeURIComponent).join('/')}`;
}

/**
 * Cluster events, repetitions as one.
 * @param none what stands there when there are none
 * @param changes what began last first, with when it began; else what was seen last first, with when it was
 */
export function EventList(props: {
  events: readonly EventView[];
  loaded: boolean;
  limit: number;
  none: string;
  changes?: boolean;
}) {
  const t = useTranslations('home.changes');
  if (!props.loaded) return <Skeleton rows={6} className="p-3" />;
  const newest = (props.changes ? lastBegun : foldEvents)(props.events).slice(0, props.limit);
  if (newest.length === 0) return <p className="p-3 text-sm text-muted">{props.none}</p>;
  return (
    <ol>
      {newest.map((event) => {
        const href = eventHref(event);
        return (
          <li key={event.key} className="border-b border-line px-3 py-1.5 last:border-b-0">
            <div className="flex items-baseline gap-1.5 text-sm">
              {event.type === 'Warning' && (
                <>
                  <HealthShape health="degraded" className="self-center" />
                  <span className="sr-only">{t('warning')}</span>
                </>
              )}
              <span className="font-medium">{event.reason}</span>
              {event.count > 1 && <span className="text-xs text-muted">×{event.count}</span>}
              <span className="ml-auto whitespace-nowrap pl-2 text-xs text-muted">
                <RelativeTime at={props.changes ? beginOf(event) : event.at} />
                {props.changes && lasts(event) && (
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
          </li>
        );
      })}
    </ol>
  );
}
