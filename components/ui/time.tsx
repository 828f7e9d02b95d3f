'use client';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { useNowText } from '#lib/client/use-now.ts';
import type { Since } from '#lib/domain/alert/trouble-since.ts';
import { useDates } from '../i18n/use-dates.ts';

/** "5 min. ago", the exact time on hover. Renders anew only when the words change. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const dates = useDates();
  const text = useNowText(useCallback((now: number) => dates.relative(at, now), [dates, at]));
  return (
    <time dateTime={at} title={dates.absolute(at)} className={className} suppressHydrationWarning>
      {text}
    </time>
  );
}

/** Since when, and that it may have begun before where that was only when it was first seen. */
export function SinceTime({ of, className }: { of: Since; className?: string }) {
  const t = useTranslations('common');
  return (
    <span className={className}>
      <RelativeTime at={of.since} />
      {of.orEarlier && ` ${t('orEarlier')}`}
    </span>
  );
}

/** The time itself; with the date where it is not today. */
export function ClockTime({ at, className }: { at: string; className?: string }) {
  const dates = useDates();
  const text = useNowText(useCallback((now: number) => dates.clock(at, now), [dates, at]));
  return (
    <time dateTime={at} title={dates.absolute(at)} className={className} suppressHydrationWarning>
      {text}
    </time>
  );
}
