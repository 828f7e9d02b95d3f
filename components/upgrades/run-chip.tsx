'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { RunBrief } from '#lib/domain/run/run-row.ts';
import { HealthShape, healthPanel } from '../ui/health-mark.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { runHealth, runState } from './run-state.ts';

/** On what a run is about: that one has it, what it is at, and how far it is; leads to its page. */
export function RunChip({ of, className }: { of: RunBrief | null; className?: string }) {
  const t = useTranslations('upgrades');
  if (of === null) return null;
  const state = runState({ ...of, outcome: null });
  const health = runHealth[state];
  return (
    <TextLink
      href={`/upgrades/${of.id}`}
      className={clsx(
        'inline-flex min-h-6 w-fit max-w-full flex-wrap items-center gap-x-1.5 whitespace-nowrap rounded-sm border px-1.5 text-xs font-semibold',
        healthPanel(health),
        className,
      )}
    >
      <HealthShape health={health} />
      {t(`kind.${of.kind}`)}
      {state !== 'running' && <span>{t(`state.${state}`)}</span>}
      {of.total > 0 && (
        <span className="font-mono" title={t('column.progress')}>
          {of.done}/{of.total}
        </span>
      )}
    </TextLink>
  );
}
