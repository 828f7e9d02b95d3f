'use client';
import { useTranslations } from 'use-intl';
import type { EventView } from '#lib/domain/event/event-view.ts';
import { EventLine } from '../activity/event-line.tsx';

/** What the cluster said about this pod, newest first. Kubernetes keeps events for an hour unless told otherwise. */
export function EventsTab({ events }: { events: readonly EventView[] }) {
  const t = useTranslations('pod');
  if (events.length === 0) return <p className="text-sm text-muted">{t('noEvents')}</p>;
  const newest = [...events].sort((a, b) => b.at.localeCompare(a.at));
  return (
    <ol className="divide-y divide-line rounded-md border border-line bg-surface">
      {newest.map((event) => (
        <li key={event.key}>
          <EventLine event={event} />
        </li>
      ))}
    </ol>
  );
}
