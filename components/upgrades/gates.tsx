'use client';
import { useTranslations } from 'use-intl';
import type { RunView } from '#lib/contracts/runs.ts';
import { visible } from '../pod-figure/text.ts';
import { HealthShape } from '../ui/health-mark.tsx';
import { Panel } from '../ui/panel.tsx';
import { gateHealth } from './run-state.ts';
import { useHealthNamed } from './said.tsx';

/** Those that were not met in time are waited for no more. */
const late =
  ({ hold }: RunView) =>
  (gate: RunView['gates'][number]): RunView['gates'][number] =>
    hold?.code === 'gate-limit' && gate.state === 'waiting' && gate.gate !== 'soak'
      ? { ...gate, state: 'failed' }
      : gate;

/** What must be so before the next pod goes, with what is so now. */
export function Gates({ run }: { run: RunView }) {
  const t = useTranslations('upgrades');
  const withHealth = useHealthNamed();
  return (
    <Panel title={t('gates')} flush>
      {run.gates.length === 0 ? (
        <p className="p-3 text-sm text-muted">{t(run.direction === 'back' ? 'noGatesBack' : 'noGates')}</p>
      ) : (
        <ul>
          {run.gates.map(late(run)).map((gate) => (
            <li key={gate.gate} className="border-b border-line px-3 py-1.5 text-sm last:border-b-0">
              <div className="flex items-center gap-2">
                <HealthShape health={gateHealth[gate.state]} />
                <span className="font-medium">{t(`gate.${gate.gate}`)}</span>
                <span className="sr-only">{t(`gateState.${gate.state}`)}</span>
                <span className="ml-auto whitespace-nowrap font-mono">
                  {t('haveOfWant', { gate: gate.gate, have: gate.have, want: gate.want })}
                </span>
              </div>
              {gate.state !== 'met' && gate.detail && (
                <p className="pl-6 font-mono text-xs text-muted [overflow-wrap:anywhere]">
                  {visible(gate.gate === 'chain' ? withHealth(gate.detail) : gate.detail)}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
