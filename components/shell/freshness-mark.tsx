'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import { useFreshness } from '#lib/client/use-freshness.ts';
import type { WatchStatus } from '#lib/domain/cluster/freshness.ts';
import { watchRight } from '../state/watch-reason.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { Popover } from '../ui/popover.tsx';
import { RelativeTime } from '../ui/time.tsx';

const shape = { live: 'ok', connecting: 'progressing', stale: 'down' } as const;

/** How fresh everything on the screen is, always in the same corner; opens to which watches are behind or missing. */
export function FreshnessMark() {
  const t = useTranslations('shell.freshness');
  const freshness = useFreshness();
  const gaps = freshness.watches.filter(
    (watch) => watch.state === 'forbidden' || watch.state === 'not-served',
  );
  const behind = freshness.watches.filter((watch) => watch.state === 'stale' || watch.state === 'connecting');
  return (
    <Popover
      label={t('details')}
      className="w-[30rem] space-y-3"
      trigger={
        <button
          type="button"
          className={clsx(
            'flex h-8 items-center gap-1.5 whitespace-nowrap rounded-md border px-2 text-xs',
            freshness.state === 'stale'
              ? 'border-down-line bg-down-soft font-bold text-down'
              : 'border-line bg-raised',
          )}
        >
          <HealthShape health={shape[freshness.state]} />
          {t(freshness.state)}
          {gaps.length > 0 && (
            <span className="rounded-sm border border-unknown-line bg-unknown-soft px-1 font-semibold text-unknown">
              <span aria-hidden="true">−{gaps.length}</span>
              <span className="sr-only">{t('gaps', { count: gaps.length })}</span>
            </span>
          )}
        </button>
      }
    >
      <p className="flex justify-between gap-4">
        <span className="text-muted">{t('heard')}</span>
        {freshness.heardAt && <RelativeTime at={freshness.heardAt} />}
      </p>
      {freshness.reason && <p className="font-mono text-xs">{freshness.reason}</p>}
      {gaps.length === 0 && behind.length === 0 && freshness.state === 'live' && <p>{t('allWatched')}</p>}
      {behind.length > 0 && <WatchList intro={t('behindIntro')} watches={behind} />}
      {gaps.length > 0 && <WatchList intro={t('gapsIntro')} watches={gaps} />}
    </Popover>
  );
}

function WatchList({ intro, watches }: { intro: string; watches: WatchStatus[] }) {
  const t = useTranslations('shell.freshness');
  return (
    <div className="space-y-1.5">
      <p className="text-muted">{intro}</p>
      <ul className="space-y-2">
        {watches.map((watch) => (
          <li key={`${watch.kind}/${watch.namespace ?? ''}`} className="border-l-2 border-line-strong pl-2">
            <p>
              <span className="font-mono text-xs font-semibold">{watch.kind}</span>
              {watch.namespace !== null && (
                <span className="ml-1.5 text-muted">{t('inNamespace', { namespace: watch.namespace })}</span>
              )}
              <span className="ml-1.5">{t(`state.${watch.state}`)}</span>
            </p>
            {watch.reason && (
              <p className="font-mono text-xs text-muted [overflow-wrap:anywhere]">{watch.reason}</p>
            )}
            {watch.state === 'forbidden' && <p className="font-mono text-xs">{watchRight(watch)}</p>}
          </li>
        ))}
      </ul>
    </div>
  );
}
