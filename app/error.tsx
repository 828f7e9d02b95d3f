'use client';
import { useTranslations } from 'use-intl';
import { Button } from '#components/ui/button.tsx';
import { StatePanel } from '#components/ui/state-panel.tsx';

/** A fault in a page of ours: the frame stays, with its freshness; the page can be tried again. */
export default function PageError({ reset }: { error: Error; reset: () => void }) {
  const t = useTranslations('state.error');
  return (
    <StatePanel health="unknown" title={t('title')} action={<Button onClick={reset}>{t('retry')}</Button>}>
      {t('body')}
    </StatePanel>
  );
}
