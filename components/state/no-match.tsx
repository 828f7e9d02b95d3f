'use client';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button.tsx';
import { StatePanel } from '../ui/state-panel.tsx';

/** The filter hides everything: how much, and the way out. */
export function NoMatch({ hidden, clear }: { hidden: number; clear: () => void }) {
  const t = useTranslations('state.noMatch');
  const clearText = useTranslations('common')('clearFilter');
  return (
    <StatePanel title={t('title')} action={<Button onClick={clear}>{clearText}</Button>}>
      {t('body', { count: hidden })}
    </StatePanel>
  );
}
