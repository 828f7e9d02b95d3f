'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { PodDrift } from '#lib/domain/config/config-view.ts';
import type { Health } from '#lib/domain/health.ts';
import { visible } from '../pod-figure/text.ts';
import { HealthShape } from '../ui/health-mark.tsx';
import { SinceTime } from '../ui/time.tsx';
import { useUnavailableText } from './coded-text.ts';

const health = { same: 'ok', different: 'degraded', unknown: 'unknown' } as const satisfies Record<
  PodDrift['state'],
  Health
>;

const order = { different: 0, unknown: 1, same: 2 } as const;

/** Lines that a list has room for. */
const sampled = 2;

/** The worst of what the routers of a ConfigMap are in, how many of them, and since when; null where none is compared. */
export function driftOf(drift: readonly PodDrift[]) {
  const [worst] = [...drift].sort((a, b) => order[a.state] - order[b.state] || (a.since < b.since ? -1 : 1));
  if (!worst) return null;
  const pods = new Set(drift.filter(({ state }) => state === worst.state).map(({ pod }) => pod)).size;
  return { state: worst.state, pods, since: { since: worst.since, orEarlier: worst.orEarlier === true } };
}

/** Why it is not known what a router runs. */
export function DriftWhy({ of, className }: { of: PodDrift; className?: string }) {
  const t = useTranslations('config.running');
  const unavailable = useUnavailableText();
  return (
    <span className={clsx('text-muted [overflow-wrap:anywhere]', className)}>
      {of.code === null ? t('notCompared') : unavailable(of.code, { pod: visible(of.pod) })}
    </span>
  );
}

/** Whether what runs is what the ConfigMap says. */
export function DriftMark({ drift }: { drift: readonly PodDrift[] }) {
  const t = useTranslations('config.drift');
  const more = useTranslations('common');
  const summary = driftOf(drift);
  const unknown = drift.filter(({ state }) => state === 'unknown');
  if (summary === null) return <span className="text-muted">{t('none')}</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5">
      <HealthShape health={health[summary.state]} />
      <span className={summary.state === 'different' ? 'font-semibold text-degraded' : undefined}>
        {t(`count.${summary.state}`, { count: summary.pods })}
      </span>
      {summary.state !== 'same' && <SinceTime of={summary.since} className="text-xs text-muted" />}
      {summary.state === 'unknown' &&
        unknown
          .slice(0, sampled)
          .map((one) => <DriftWhy key={`${one.pod}/${one.key}`} of={one} className="basis-full text-xs" />)}
      {summary.state === 'unknown' && unknown.length > sampled && (
        <span className="text-xs text-muted">{more('more', { count: unknown.length - sampled })}</span>
      )}
    </span>
  );
}

/** The state of one router. */
export function DriftState({ of }: { of: PodDrift }) {
  const t = useTranslations('config.drift');
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <HealthShape health={health[of.state]} />
      {t(`state.${of.state}`)}
    </span>
  );
}

/** The first lines of the router that has differed longest: what does not run, and what runs beyond the ConfigMap. */
export function DriftSample({ drift }: { drift: readonly PodDrift[] }) {
  const t = useTranslations('config.drift');
  const more = useTranslations('common');
  const [first] = drift
    .filter(({ state }) => state === 'different')
    .sort((a, b) => (a.since < b.since ? -1 : 1));
  if (!first) return null;
  const lines = [
    ...first.missing.map((text) => ({ text, kind: 'missing' as const })),
    ...first.extra.map((text) => ({ text, kind: 'extra' as const })),
  ];
  return (
    <ul aria-label={t('lines', { pod: visible(first.pod) })} className="basis-full space-y-0.5 text-xs">
      {lines.slice(0, sampled).map(({ text, kind }) => (
        <li key={`${kind}/${text}`} className="[overflow-wrap:anywhere]">
          <span className="text-muted">{t(`line.${kind}`)}</span>{' '}
          <code className="font-mono">{visible(text)}</code>
        </li>
      ))}
      {lines.length > sampled && (
        <li className="text-muted">{more('more', { count: lines.length - sampled })}</li>
      )}
    </ul>
  );
}
