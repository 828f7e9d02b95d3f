'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { Effect } from '#lib/domain/config/config-view.ts';
import type { Health } from '#lib/domain/health.ts';
import { HealthShape } from '../ui/health-mark.tsx';

const health = {
  none: 'ok',
  live: 'ok',
  resets: 'degraded',
  restart: 'progressing',
} as const satisfies Record<Effect, Health>;

const color = {
  none: 'text-muted',
  live: 'text-ok',
  resets: 'text-degraded',
  restart: 'text-progressing',
} as const satisfies Record<Effect, string>;

/** What a change does to a router that runs, as shape and words. */
export function EffectMark({ effect, className }: { effect: Effect; className?: string }) {
  const t = useTranslations('config.effectMark');
  return (
    <span className={clsx('inline-flex items-center gap-1 whitespace-nowrap', color[effect], className)}>
      <HealthShape health={health[effect]} />
      {t(effect)}
    </span>
  );
}
