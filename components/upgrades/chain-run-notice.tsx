'use client';
import { useTranslations } from 'use-intl';
import { Panel } from '../ui/panel.tsx';
import { ChainRunLine } from './chain-run-page.tsx';
import { useRuns } from './use-runs.ts';

/** On a chain's page: its run under way, and its last ones. */
export function ChainRunNotice({ namespace, chain }: { namespace: string; chain: string }) {
  const t = useTranslations('upgrades');
  const { chains } = useRuns();
  const own = chains.filter((run) => run.namespace === namespace && run.chain === chain);
  if (own.length === 0) return null;
  return (
    <Panel title={t('chainRuns')} flush>
      <ul>
        {own.slice(0, 3).map((run) => (
          <ChainRunLine key={run.id} run={run} />
        ))}
      </ul>
    </Panel>
  );
}
