'use client';
import { useTranslations } from 'use-intl';
import { wantedSessions } from '#lib/domain/workload/session-count.ts';
import { ExportButton } from '../figure-export/export-button.tsx';
import { FigureSvg } from '../pod-figure/figure-svg.tsx';
import { runState } from '../upgrades/run-state.ts';
import { type ChainInput, type ChainWords, chainLayout } from './chain-layout.ts';

/** Saves the drawing of a chain. */
export function ExportChain({ input }: { input: ChainInput }) {
  const t = useTranslations('chain');
  const words = useChainWords();
  return (
    <ExportButton
      what={t('figure')}
      fileName={`${input.namespace}-${input.name}`}
      figure={() => <FigureSvg figure={chainLayout(input, words)} />}
    />
  );
}

function useChainWords(): ChainWords {
  const wire = useTranslations('chain.wire');
  const block = useTranslations('function');
  const upgrades = useTranslations('upgrades');
  const reason = useTranslations('reason');
  return {
    podNetwork: wire('podNetwork'),
    noPods: block('versions.noPods'),
    ready: (ready, desired) => `${ready}/${desired} ${block('ready')}`,
    sessions: (of) =>
      block('sessions.count', { established: of.established, configured: wantedSessions(of) }),
    run: (run) => {
      const state = runState({ ...run, outcome: null });
      const held = state === 'running' ? '' : ` · ${upgrades(`state.${state}`)}`;
      return `${upgrades(`kind.${run.kind}`)}${held} ${run.done}/${run.total}`;
    },
    reason: ({ code }) => reason(code),
  };
}
