'use client';
import { useTranslations } from 'use-intl';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';
import { functionKey } from './paths.ts';

/** A secondary network with the kind of interface that reaches it. */
export interface WireNetwork {
  name: string;
  kind: string | null;
}

/** The secondary networks each function's pods are on, by function key. */
export function networksByFunction(pods: readonly PodRow[]): Map<string, Map<string, WireNetwork>> {
  const networks = new Map<string, Map<string, WireNetwork>>();
  for (const pod of pods) {
    if (!pod.function || pod.interfaces.length < 2) continue;
    const key = functionKey(pod.function);
    const mine = networks.get(key) ?? new Map<string, WireNetwork>();
    networks.set(key, mine);
    for (const one of pod.interfaces.slice(1)) {
      if (one.network !== null) mine.set(one.network, { name: one.network, kind: one.kind });
    }
  }
  return networks;
}

/** What two neighbours in a chain share: their secondary networks, or only the pod network. */
export function WireLabel({ shared, loaded }: { shared: WireNetwork[]; loaded: boolean }) {
  const t = useTranslations('chain.wire');
  if (!loaded) return <span className="text-2xs text-muted">{t('loading')}</span>;
  if (shared.length === 0) return <span className="text-2xs text-muted">{t('podNetwork')}</span>;
  return (
    <ul title={t('shared')} className="space-y-1">
      {shared.map((network) => (
        <li
          key={network.name}
          className="rounded-sm border border-line-strong bg-surface px-1 font-mono text-2xs [overflow-wrap:anywhere]"
        >
          {network.name.split('/').at(-1)}
          {network.kind && <span className="block text-muted">{network.kind}</span>}
        </li>
      ))}
    </ul>
  );
}
