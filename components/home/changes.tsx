'use client';
import { useTranslations } from 'use-intl';
import { useAudit } from '#lib/client/use-audit.ts';
import { useRows } from '#lib/client/use-topic.ts';
import { Panel } from '../ui/panel.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { EventList } from './event-list.tsx';

/** What began to happen last in the cluster. */
export function Changes({ limit }: { limit: number }) {
  const { loaded, list } = useRows('events');
  const functions = useRows('functions');
  const { actions } = useAudit();
  const t = useTranslations('home.changes');
  // The cluster's own housekeeping is on the activity page.
  const ours = list.filter(
    (event) => event.type === 'Warning' || (event.function !== null && functions.rows.has(event.function)),
  );
  return (
    <Panel
      title={t('title')}
      aside={
        <TextLink href="/activity" className="text-sm">
          {t('all')}
        </TextLink>
      }
      flush
    >
      <EventList events={ours} actions={actions} loaded={loaded} limit={limit} none={t('none')} changes />
    </Panel>
  );
}
