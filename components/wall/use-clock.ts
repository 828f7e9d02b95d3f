'use client';
import { useMemo } from 'react';
import { useLocale } from 'use-intl';
import { useNow } from '#lib/client/use-now.ts';
import type { WallOptions } from './options.ts';

/** Times of the wall's own zone; `zone` is its short name, as `JST` or `UTC+9`. */
export function useClock({ timeZone }: Pick<WallOptions, 'timeZone'>) {
  const locale = useLocale();
  const write = useMemo(() => {
    const zone = timeZone ?? undefined;
    // Swedish writes dates as ISO 8601 does, which operators of every language read.
    const time = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, timeStyle: 'medium' });
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
    const named = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' });
    return {
      time: (at: number) => time.format(at),
      day: (at: number) => day.format(at),
      zone: (at: number) => named.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '',
    };
  }, [locale, timeZone]);
  return { now: useNow(), ...write };
}
