'use client';
import { useTranslations } from 'use-intl';
import { live } from '#lib/client/live.ts';
import { kindsBehind, useFreshness } from '#lib/client/use-freshness.ts';
import { useNow } from '#lib/client/use-now.ts';
import { useDates } from '../i18n/use-dates.ts';
import { Button } from '../ui/button.tsx';
import { HealthShape } from '../ui/health-mark.tsx';

/** Across the page, as long as what is below cannot be trusted: since when, and why. */
export function StaleBanner() {
  const freshness = useFreshness();
  return <div role="alert">{freshness.state === 'stale' && <Banner />}</div>;
}

function Banner() {
  const t = useTranslations('shell.stale');
  const freshness = useFreshness();
  const dates = useDates();
  const now = useNow();
  const at = freshness.cause === 'cluster' ? (freshness.heardAt ?? freshness.since) : freshness.since;
  const refused =
    freshness.fault?.kind === 'unauthenticated'
      ? 'signedOut'
      : freshness.fault?.kind === 'forbidden'
        ? 'forbidden'
        : null;
  const why = refused
    ? t(refused)
    : t(freshness.cause ?? 'console', { kinds: kindsBehind(freshness.watches).join(', ') });
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b-2 border-down-solid bg-down-soft px-4 py-2 text-down">
      <strong className="inline-flex items-center gap-2 text-lg tracking-wide">
        <HealthShape health="down" />
        {t('title')}
      </strong>
      <span>
        {at
          ? t.rich(freshness.cause === 'kinds' ? 'sinceKinds' : 'since', {
              time: dates.clock(at, now),
              ago: dates.relative(at, now),
              // Another text every second: an alert would be read out anew each time.
              still: (words) => <span aria-hidden="true">{words}</span>,
            })
          : t('sinceUnknown')}{' '}
        {why}
      </span>
      {freshness.reason && (
        <span className="font-mono text-xs [overflow-wrap:anywhere]">{freshness.reason}</span>
      )}
      {freshness.cause === 'console' && (
        <Button size="sm" className="ml-auto" onClick={() => live.wake()}>
          {t('retry')}
        </Button>
      )}
    </div>
  );
}
