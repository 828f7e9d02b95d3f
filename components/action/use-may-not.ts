'use client';
import { useTranslations } from 'use-intl';
import { useRights } from '#lib/client/use-rights.ts';
import type { GatedAction } from '#lib/domain/action/rights.ts';
import type { WorkloadKind } from '#lib/domain/kubernetes.ts';
import { rightText } from '../state/fault-panel.tsx';

/** Why the signed-in user may not do something in a namespace, in words, or null. */
export function useMayNot(
  namespace: string | null,
): (action: GatedAction, kind?: WorkloadKind) => string | null {
  const t = useTranslations('act');
  const may = useRights(namespace);
  return (action, kind) => {
    const answer = may(action, kind);
    switch (answer.state) {
      case 'missing':
        return t('missing', { right: rightText(answer.right) });
      case 'unknown':
        return t('rightsUnknown');
      default:
        return null;
    }
  };
}
