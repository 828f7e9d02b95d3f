'use client';
import { useTranslations } from 'use-intl';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { HealthShape } from '../ui/health-mark.tsx';
import { KeyValue } from '../ui/key-values.tsx';
import { Panel } from '../ui/panel.tsx';

/** Who else changes the number of replicas, and what protects them from a drain. */
export function Scaling({ of }: { of: FunctionDetail }) {
  const t = useTranslations('function.scaling');
  const { autoscaler, disruptionBudget: budget } = of;
  return (
    <Panel title={t('title')}>
      <dl className="space-y-3 text-sm">
        <KeyValue label={t('autoscaler')}>
          {autoscaler
            ? t('autoscalerText', {
                name: autoscaler.name,
                min: autoscaler.min,
                max: autoscaler.max,
                current: autoscaler.current ?? autoscaler.desired ?? '–',
              })
            : t('noAutoscaler')}
        </KeyValue>
        <KeyValue label={t('budget')}>
          {budget ? (
            <>
              <span className="font-mono">{budget.name}</span>{' '}
              <span className="text-muted">
                {budget.minAvailable !== null && `minAvailable ${budget.minAvailable}`}
                {budget.maxUnavailable !== null && `maxUnavailable ${budget.maxUnavailable}`}
              </span>
              {budget.disruptionsAllowed !== null && (
                <div className="flex items-center gap-1.5">
                  <HealthShape health={budget.disruptionsAllowed === 0 ? 'degraded' : 'ok'} />
                  {t('allowed', { count: budget.disruptionsAllowed })}
                </div>
              )}
              {budget.currentHealthy !== null && budget.desiredHealthy !== null && (
                <div className="text-xs text-muted">
                  {t('healthy', { current: budget.currentHealthy, desired: budget.desiredHealthy })}
                </div>
              )}
            </>
          ) : (
            t('noBudget')
          )}
        </KeyValue>
      </dl>
    </Panel>
  );
}
