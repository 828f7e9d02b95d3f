'use client';
import { useTranslations } from 'use-intl';
import { useRows } from '#lib/client/use-topic.ts';
import { inOrder } from '#lib/domain/alert/view.ts';
import { Panel } from '../ui/panel.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { AcknowledgeButton } from './acknowledge-button.tsx';
import { AlertLine } from './alert-line.tsx';

/** The alerts that are open, the worst first; nothing where there are none. */
export function AlertsPanel({ limit }: { limit: number }) {
  const t = useTranslations('alerts');
  const { list } = useRows('alerts');
  if (list.length === 0) return null;
  const sorted = [...list].sort(inOrder);
  return (
    <Panel
      title={t('open', {
        count: list.length,
        attended: list.filter(({ acknowledged }) => acknowledged).length,
      })}
      aside={
        <TextLink href="/alerts" className="text-sm">
          {list.length > limit ? t('all') : t('page')}
        </TextLink>
      }
      flush
    >
      <ul className="divide-y divide-line">
        {sorted.slice(0, limit).map((alert) => (
          <li key={alert.id}>
            <AlertLine of={alert} short action={<AcknowledgeButton of={alert} />} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
