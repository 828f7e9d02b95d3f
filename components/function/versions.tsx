'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { ReplicaPips } from './replica-pips.tsx';

type Source = Pick<FunctionRow, 'versions' | 'desired' | 'ready' | 'targetVersion'>;

/** Each version that runs, with its pods. Two lines here are an upgrade under way, or one that got stuck. */
export function Versions({ of, large = false }: { of: Source; large?: boolean }) {
  const t = useTranslations('function.versions');
  const running = of.versions.reduce((sum, version) => sum + version.replicas, 0);
  const missing = Math.max(0, of.desired - running);
  const mixed = of.versions.length > 1;
  if (of.versions.length === 0) {
    return (
      <div className="flex flex-wrap items-center gap-x-2 font-mono text-muted">
        <span>{of.targetVersion ?? '–'}</span>
        <ReplicaPips replicas={0} ready={0} missing={missing} />
        <span className="font-sans text-xs">{t('noPods')}</span>
      </div>
    );
  }
  return (
    <ul className={clsx(mixed && 'space-y-0.5')}>
      {of.versions.map((version, index) => (
        <li key={version.image} className="flex flex-wrap items-center gap-x-2 gap-y-1" title={version.image}>
          <span
            className={clsx(
              'font-mono font-semibold [overflow-wrap:anywhere]',
              large ? 'text-lg' : 'text-sm',
              mixed && 'rounded-sm border px-1',
              mixed &&
                (version.version === of.targetVersion
                  ? 'border-progressing-line text-progressing'
                  : 'border-line-strong'),
            )}
          >
            {version.version}
          </span>
          {version.replicas > 1 && <span className="text-xs text-muted">×{version.replicas}</span>}
          <ReplicaPips
            replicas={version.replicas}
            ready={version.ready}
            missing={index === of.versions.length - 1 ? missing : 0}
          />
          {mixed && (
            <span className="sr-only">
              {t('readyOf', { ready: version.ready, replicas: version.replicas })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
