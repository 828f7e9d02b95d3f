'use client';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import type { AlertView } from '#lib/domain/alert/alert.ts';
import { visible } from '../pod-figure/text.ts';

/** What an alert tells beside its reasons: of a run why it is held, in the reader's language; else as it stands. */
export function useAlertDetail() {
  const t = useTranslations('upgrades');
  return useCallback(
    ({ rule, detail }: Pick<AlertView, 'rule' | 'detail'>): string | null => {
      const code = detail as 'paused';
      if (rule === 'run-held' && t.has(`hold.${code}`)) return t(`hold.${code}`);
      return detail === null ? null : visible(detail);
    },
    [t],
  );
}
