'use client';
import Link from 'next/link';
import { useTranslations } from 'use-intl';
import { buttonClass } from '../ui/button.tsx';
import { StatePanel } from '../ui/state-panel.tsx';

export function PageNotFound() {
  const t = useTranslations('state.pageNotFound');
  return (
    <StatePanel
      asPage
      health="note"
      title={t('title')}
      action={
        <Link href="/" className={buttonClass('primary')}>
          {t('home')}
        </Link>
      }
    >
      {t('body')}
    </StatePanel>
  );
}
