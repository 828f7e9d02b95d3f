'use client';
import { useTranslations } from 'use-intl';
import type { WireNetwork } from './function-networks.ts';

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
