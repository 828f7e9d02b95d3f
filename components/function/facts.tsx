'use client';
import { useTranslations } from 'use-intl';
import type { Health } from '#lib/domain/health.ts';
import type { FunctionDetail, ManagedBy, RolloutState } from '#lib/domain/workload/function-view.ts';
import { HealthShape } from '../ui/health-mark.tsx';
import { KeyValue, KeyValues } from '../ui/key-values.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { RelativeTime } from '../ui/time.tsx';
import { chainPath } from './paths.ts';
import { ReadyCount } from './ready-count.tsx';
import { Sessions } from './sessions.tsx';
import { Versions } from './versions.tsx';

const rolloutHealth: Record<RolloutState['state'], Health> = {
  complete: 'ok',
  progressing: 'progressing',
  failed: 'degraded',
  paused: 'progressing',
  held: 'progressing',
  unknown: 'unknown',
};

/** Declared against actual, in one strip. */
export function Facts({ of }: { of: FunctionDetail }) {
  const t = useTranslations('function');
  const { strategy, rollout } = of;
  const strategyDetails = [
    strategy.maxSurge !== null && t('facts.surge', { value: strategy.maxSurge }),
    strategy.maxUnavailable !== null && t('facts.unavailable', { value: strategy.maxUnavailable }),
    strategy.partition !== null &&
      strategy.partition > 0 &&
      t('facts.partition', { partition: strategy.partition }),
    strategy.paused && t('facts.paused'),
  ].filter((text) => typeof text === 'string');
  return (
    <div className="rounded-md border border-line bg-surface">
      <KeyValues className="px-4 py-3">
        <KeyValue label={t('facts.target')} mono>
          {of.targetVersion ?? '–'} <span className="text-muted">×{of.desired}</span>
        </KeyValue>
        <KeyValue label={t('facts.versions')}>
          <Versions of={of} />
        </KeyValue>
        <KeyValue label={t('facts.replicas')}>
          <ReadyCount ready={of.ready} desired={of.desired} />
        </KeyValue>
        {of.routing && (
          <KeyValue label={t('facts.sessions')}>
            <Sessions of={of} className="text-sm" />
          </KeyValue>
        )}
        {of.chain !== null && (
          <KeyValue label={t('facts.chain')}>
            <TextLink href={chainPath({ namespace: of.namespace, name: of.chain })}>{of.chain}</TextLink>
            {of.order !== null && (
              <span className="ml-2 text-xs text-muted">{t('facts.position', { order: of.order })}</span>
            )}
          </KeyValue>
        )}
        <KeyValue label={t('facts.approach')}>{t(`approach.${of.approach}`)}</KeyValue>
        <KeyValue label={t('facts.strategy')}>
          {strategy.type} <span className="text-xs text-muted">{strategyDetails.join(' · ')}</span>
        </KeyValue>
        <KeyValue label={t('facts.created')}>
          <RelativeTime at={of.createdAt} />
        </KeyValue>
      </KeyValues>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2 text-sm">
        <span className="label">{t('rollout.title')}</span>
        <span className="inline-flex items-center gap-1.5 font-medium">
          <HealthShape health={rolloutHealth[rollout.state]} />
          {t(`rollout.${rollout.state}`)}
        </span>
        <span className="text-muted">
          {t('rollout.numbers', {
            updated: rollout.updated,
            available: rollout.available,
            desired: of.desired,
          })}
        </span>
        {rollout.message && (
          <span className="font-mono text-xs text-muted [overflow-wrap:anywhere]">{rollout.message}</span>
        )}
      </div>
      {of.managedBy && <ManagedNotice by={of.managedBy} />}
    </div>
  );
}

/** Who would undo a change by hand, said before anybody makes one. */
function ManagedNotice({ by }: { by: ManagedBy }) {
  const t = useTranslations('function.managed');
  return (
    <p className="flex items-center gap-2 border-t border-line bg-sunken px-4 py-2 text-sm">
      <HealthShape health={by.reconciles ? 'degraded' : 'unknown'} />
      {by.reconciles
        ? t('reconciles', { manager: t(`names.${by.manager}`), name: by.name })
        : t('helm', { name: by.name })}
    </p>
  );
}
