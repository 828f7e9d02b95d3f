'use client';
import { useTranslations } from 'use-intl';
import { useCluster } from '#lib/client/use-freshness.ts';

export function ClusterName() {
  const t = useTranslations('shell.cluster');
  const cluster = useCluster();
  return (
    <div className="hidden min-w-0 text-right leading-4 md:block" title={cluster?.server}>
      <span className="sr-only">{t('label')}</span>
      <div className="max-w-56 truncate font-mono text-xs font-semibold">
        {cluster?.name ?? t('connecting')}
      </div>
      <div className="text-2xs text-muted">
        {cluster?.version && t('version', { version: cluster.version })}
      </div>
    </div>
  );
}
