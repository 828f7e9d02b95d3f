'use client';
import { useTranslations } from 'use-intl';
import type { ActionRequest } from '#lib/domain/action/action.ts';
import type { PreviewAnswer } from './api.ts';

/** An action in words: `Scale waf from 3 to 5`. */
export function useWords(): (
  request: ActionRequest,
  name: string,
  ends?: Pick<PreviewAnswer, 'from' | 'to'>,
) => string {
  const t = useTranslations('act.sentence');
  return (request, name, ends) => {
    switch (request.action) {
      case 'scale': {
        const from = ends?.from.replicas;
        return from == null
          ? t('scaleTo', { name, to: request.replicas })
          : t('scale', { name, from, to: request.replicas });
      }
      case 'rollback': {
        const to = ends?.to.revision ?? request.toRevision;
        return to == null ? t('rollback', { name }) : t('rollbackTo', { name, to });
      }
      case 'evict':
        return t('evict', { pod: request.pod });
      case 'restart':
        return t('restart', { name });
      case 'pause':
        return t('pause', { name });
      case 'resume':
        return t('resume', { name });
      case 'setAutoscalerBounds': {
        const { min, max } = request;
        const from = ends?.from.bounds;
        return from
          ? t('setAutoscalerBoundsFrom', { name, min, max, fromMin: from.min, fromMax: from.max })
          : t('setAutoscalerBounds', { name, min, max });
      }
    }
  };
}
