'use client';
import { Info, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'use-intl';
import type { EventView } from '#lib/domain/event/event-view.ts';
import { visible } from '../pod-figure/text.ts';
import { TextLink } from '../ui/text-link.tsx';
import { ClockTime } from '../ui/time.tsx';
import { eventPath } from './event-path.ts';

/** One event: when, what, about what, in the cluster's own words. `withObject` where several objects' events stand together. */
export function EventLine({ event, withObject = false }: { event: EventView; withObject?: boolean }) {
  const t = useTranslations('activity');
  const warning = event.type === 'Warning';
  const Icon = warning ? TriangleAlert : Info;
  const path = eventPath(event);
  const object = `${event.object.kind} ${event.namespace === null ? '' : `${event.namespace}/`}${event.object.name}`;
  return (
    <article className="grid grid-cols-[4.5rem_1.25rem_minmax(0,1fr)] gap-x-2 px-3 py-1.5 text-sm">
      <ClockTime at={event.at} className="font-mono text-xs leading-5 text-muted" />
      <Icon
        aria-hidden="true"
        className={warning ? 'mt-0.5 size-4 text-degraded' : 'mt-0.5 size-4 text-muted'}
      />
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className={warning ? 'font-semibold text-degraded' : 'font-semibold'}>
            {visible(event.reason)}
          </span>
          {warning && <span className="sr-only">{t('warning')}</span>}
          {withObject &&
            (path === null ? (
              <span className="font-mono text-xs [overflow-wrap:anywhere]">{visible(object)}</span>
            ) : (
              <TextLink href={path} className="font-mono text-xs [overflow-wrap:anywhere]">
                {visible(object)}
              </TextLink>
            ))}
          {event.count > 1 && (
            <span className="text-xs text-muted">
              {event.firstAt === null
                ? t('times', { count: event.count })
                : t('timesSince', { count: event.count })}
              {event.firstAt !== null && (
                <>
                  {' '}
                  <ClockTime at={event.firstAt} className="font-mono" />
                </>
              )}
            </span>
          )}
        </p>
        <p className="font-mono text-xs text-muted [overflow-wrap:anywhere]">{visible(event.message)}</p>
      </div>
    </article>
  );
}
