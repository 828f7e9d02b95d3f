'use client';
import { useTranslations } from 'use-intl';
import { StatePanel } from '../ui/state-panel.tsx';

/** The named object is not in the cluster (any more). */
export function NoSuchObject({ what, name }: { what: string; name: string }) {
  const t = useTranslations('state');
  return (
    <StatePanel health="note" title={t('notFound.title', { what })}>
      <p>{t('notFound.body', { name })}</p>
    </StatePanel>
  );
}
