'use client';
import { useTranslations } from 'use-intl';
import type { WireNetwork } from './function-networks.ts';

/** What two neighbours in a chain share: their secondary networks, or only the pod network. */
export function WireLabel({ shared, loaded }: { shared: WireNetwork[]; loaded: boolean }) {
  const t = useTranslations('chain.wire');
  if (!loaded) return <span className="text-2xs text-muted">{t('loading')}</span>;
  if (shared.length === 0) return <span className="text-2xs text-muted">{t('podNetwork')}</span>;
  return (
    <ul title={t('shared')} className="flex flex-wrap gap-x-2 lg:block">
      {shared.map((network) => (
        <li
          key={network.name}
          className="font-mono text-2xs font-semibold text-accent [overflow-wrap:anywhere]"
          title={network.name}
        >
          {network.name.split('/').at(-1)}
        </li>
      ))}
    </ul>
  );
}
