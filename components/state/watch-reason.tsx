'use client';
import { useTranslations } from 'use-intl';
import type { WatchedKind, WatchStatus } from '#lib/domain/cluster/freshness.ts';
import { StatePanel } from '../ui/state-panel.tsx';
import { rightText } from './fault-panel.tsx';

/** API groups of the kinds outside the core group. */
const groups: Partial<Record<WatchedKind, string>> = {
  deployments: 'apps',
  statefulsets: 'apps',
  daemonsets: 'apps',
  replicasets: 'apps',
  controllerrevisions: 'apps',
  endpointslices: 'discovery.k8s.io',
  ingresses: 'networking.k8s.io',
  horizontalpodautoscalers: 'autoscaling',
  poddisruptionbudgets: 'policy',
  'network-attachment-definitions': 'k8s.cni.cncf.io',
};

/** The right that would let the console see the kind, as a command to try. */
export function watchRight(watch: WatchStatus): string {
  return rightText({
    verb: 'list',
    group: groups[watch.kind] ?? '',
    resource: watch.kind,
    ...(watch.namespace === null ? {} : { namespace: watch.namespace }),
  });
}

/** Why a kind is missing: the right, or that the cluster has no such kind. */
export function WatchReason({ watch }: { watch: WatchStatus }) {
  const t = useTranslations('state');
  if (watch.state === 'not-served') {
    return (
      <StatePanel health="unknown" title={t('notServed.title')}>
        <p>{t('notServed.body', { kind: watch.kind })}</p>
      </StatePanel>
    );
  }
  return (
    <StatePanel health="unknown" title={t('forbidden.title')}>
      <p>{t('forbidden.watch', { kind: watch.kind })}</p>
      <code className="block rounded-sm bg-sunken px-2 py-1 font-mono text-xs text-text">
        {watchRight(watch)}
      </code>
      {watch.reason && <p className="font-mono text-xs">{watch.reason}</p>}
    </StatePanel>
  );
}
