'use client';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import type { Reason } from '#lib/domain/health.ts';

/**
 * What is told of a reason beside its name: of a routing session that it is not up, as FRR's word for where it is instead
 * (`Active`, `Idle`) says that to nobody who does not know the protocol; then the cluster's own words. Undefined for nothing.
 */
export function useReasonWords(): (reason: Reason) => string | undefined {
  const t = useTranslations('common');
  return useCallback(
    ({ session, message }) =>
      session ? [t('sessionNotUp', session), message].filter(Boolean).join(' · ') : message,
    [t],
  );
}
