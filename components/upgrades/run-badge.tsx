'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import { HealthShape, healthPanel } from '../ui/health-mark.tsx';
import { type RunState, runHealth } from './run-state.ts';

/** What a run is at: shape, word and ground. */
export function RunBadge({ state, className }: { state: RunState; className?: string }) {
  const t = useTranslations('upgrades.state');
  const health = runHealth[state];
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-1.5 whitespace-nowrap rounded-sm border px-1.5 text-xs font-semibold',
        healthPanel(health),
        className,
      )}
    >
      <HealthShape health={health} />
      {t(state)}
    </span>
  );
}
