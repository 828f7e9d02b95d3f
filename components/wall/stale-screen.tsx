'use client';
import { useTranslations } from 'use-intl';
import { HealthShape } from '../ui/health-mark.tsx';
import { RelativeTime } from '../ui/time.tsx';
import type { WallOptions } from './options.ts';
import { useClock } from './use-clock.ts';
import type { WallFreshness } from './use-wall-freshness.ts';

/** What the display's own link or session has come to, by the console's code. */
const ends = {
  'display-link-unknown': 'linkGone',
  'display-link-expired': 'linkExpired',
  'session-idle': 'sessionIdle',
} as const;

function whyOf(fault: WallFreshness['fault'], cause: WallFreshness['cause']) {
  if (fault?.kind === 'unauthenticated') {
    const code = fault.reason?.code ?? '';
    return Object.hasOwn(ends, code) ? ends[code as keyof typeof ends] : 'signedOut';
  }
  if (fault?.kind === 'forbidden') return 'forbidden';
  return cause ?? 'console';
}

/** Over the whole screen while what is on it cannot be trusted: nobody may take old news for the present. */
export function StaleScreen({ freshness, options }: { freshness: WallFreshness; options: WallOptions }) {
  const t = useTranslations('wall.stale');
  const clock = useClock(options);
  const { since, cause, reason, fault } = freshness;
  const at = since === null ? null : Date.parse(since);
  const why = t(whyOf(fault, cause));
  return (
    <div
      role="alert"
      className="pointer-events-none absolute inset-0 flex items-end border-[0.8em] border-down-solid"
      style={{
        background:
          'repeating-linear-gradient(-45deg, transparent 0 3em, color-mix(in srgb, var(--color-down-solid) 14%, transparent) 3em 6em)',
      }}
    >
      <div className="w-full border-t-[0.3em] border-down-solid bg-down-soft px-[1em] py-[0.5em] text-down">
        <p className="flex flex-wrap items-center gap-x-[0.6em] text-[3em] font-bold leading-tight">
          <HealthShape health="down" />
          {t('title')}
          {at !== null && since !== null && (
            <span className="text-[0.62em] font-semibold">
              {t('since', { time: `${clock.day(at)} ${clock.time(at)} ${clock.zone(at)}` })}{' '}
              {/* Another text every second: an alert would be read out anew each time. */}
              <span aria-hidden="true">
                (<RelativeTime at={since} />)
              </span>
            </span>
          )}
        </p>
        <p className="text-[1.3em]">
          {why} {t('retrying')}
        </p>
        {(fault?.detail ?? reason) && (
          <p className="truncate font-mono text-[1em]">{fault?.detail ?? reason}</p>
        )}
      </div>
    </div>
  );
}
