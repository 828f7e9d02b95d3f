'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import { useCluster } from '#lib/client/use-freshness.ts';
import type { Since } from '#lib/domain/alert/trouble-since.ts';
import { type Health, worse } from '#lib/domain/health.ts';
import { HealthShape, healthPanel } from '../ui/health-mark.tsx';
import { SinceTime } from '../ui/time.tsx';
import type { WallOptions } from './options.ts';
import type { WallSubject } from './subjects.ts';
import { useClock } from './use-clock.ts';
import { useWallFreshness } from './use-wall-freshness.ts';

/** The display link that the wall was opened by. */
export interface DisplayName {
  name: string;
  /** RFC 3339. */
  until: string;
}

/**
 * What is read from the door: is anything wrong, since when, of which cluster, and what time it is. The verdict is never cut off:
 * where there is no room, what stands behind it is.
 */
export function WallHead(props: {
  display: DisplayName | null;
  subjects: readonly WallSubject[];
  loaded: boolean;
  /** Something may not be read: what is shown is not all. */
  partial: boolean;
  page: number;
  pages: number;
  options: WallOptions;
}) {
  const t = useTranslations('wall');
  const cluster = useCluster();
  const { now, ...clock } = useClock(props.options);
  const { state } = useWallFreshness();
  const health = props.subjects.reduce<Health>((worst, one) => worse(worst, one.health), 'ok');
  const count = (of: Health) => props.subjects.filter((one) => one.health === of).length;
  const hit = props.subjects.filter((one) => one.health === health);
  // A function of no chain stands for itself.
  const lone = hit.filter(({ members }) => members.every(({ chain }) => chain === null)).length;
  const what = lone === 0 ? 'chains' : lone === hit.length ? 'functions' : 'both';
  const sum = (of: (one: WallSubject) => number) => props.subjects.reduce((all, one) => all + of(one), 0);
  const alerts = sum((one) => one.alerts);
  const since = oldest(hit);
  const known = props.loaded && state === 'live' && hit.length > 0 && !(health === 'ok' && props.partial);
  // Nothing in sight is no good news.
  const verdict =
    hit.length === 0
      ? t(props.partial ? 'mayNotSee' : 'nothing')
      : health === 'ok' && props.partial
        ? t('seenIsWell')
        : t(`verdict.${health}`, { count: hit.length, what });
  return (
    <header className="flex min-h-[3.4em] shrink-0 items-stretch gap-[0.5em] portrait:flex-wrap">
      <div
        className={clsx(
          // Upright, the screen is too narrow for it and the clock beside each other.
          'flex h-[3.4em] min-w-0 flex-1 items-center gap-[0.8em] overflow-hidden border-2 px-[0.8em] portrait:basis-full',
          healthPanel(known ? health : 'unknown'),
        )}
      >
        <HealthShape health={known ? health : 'unknown'} className="text-[2em]" />
        <span role="status" className="shrink-0 whitespace-nowrap text-[1.9em] font-bold tracking-tight">
          {props.loaded ? verdict : t('loading')}
        </span>
        {props.loaded && health === 'down' && count('degraded') > 0 && (
          <span className="min-w-0 truncate text-[1.3em]">
            {t('degradedToo', { count: count('degraded') })}
          </span>
        )}
        {props.loaded && alerts > 0 && (
          <span className="min-w-0 truncate text-[1.3em]">
            {t('alerts', { count: alerts, attended: alerts - sum((one) => one.unattended) })}
          </span>
        )}
        {props.loaded && since !== null && health !== 'ok' && (
          <span className="ml-auto shrink-0 whitespace-nowrap text-[1.3em]">
            {t('since')} <SinceTime of={since} className="font-bold" />
          </span>
        )}
      </div>
      <div className="flex flex-col justify-center text-right portrait:mr-auto portrait:text-left">
        <span className="max-w-[22em] truncate text-[1.1em] font-semibold">
          {props.display && `${props.display.name} · `}
          {cluster?.name ?? ''}
        </span>
        <span className="whitespace-nowrap">
          {cluster?.simulated ? <b className="text-degraded">{t('simulated')}</b> : (cluster?.version ?? '')}
          {props.pages > 1 && (
            <span className="ml-[0.8em]">{t('page', { page: props.page + 1, pages: props.pages })}</span>
          )}
        </span>
      </div>
      <div className="flex flex-col items-end justify-center border-l-2 border-line pl-[0.6em]">
        <span className="font-mono text-[1.9em] font-semibold leading-none" suppressHydrationWarning>
          {now === 0 ? '--:--:--' : clock.time(now)}
        </span>
        <span className="whitespace-nowrap" suppressHydrationWarning>
          {now === 0 ? '' : `${clock.day(now)} ${clock.zone(now)}`}
        </span>
      </div>
      <div className="flex w-[7em] flex-col items-center justify-center border-l-2 border-line">
        <HealthShape health={freshnessShape[state]} className="text-[1.6em]" />
        <span className="font-semibold">{t(`fresh.${state}`)}</span>
      </div>
    </header>
  );
}

const freshnessShape = { live: 'ok', connecting: 'progressing', stale: 'down' } as const;

const oldest = (subjects: readonly WallSubject[]): Since | null =>
  subjects.flatMap(({ since }) => since ?? []).sort((a, b) => (a.since < b.since ? -1 : 1))[0] ?? null;
