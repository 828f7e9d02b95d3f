'use client';
import { useMemo } from 'react';
import { useLocale } from 'use-intl';
import { usePreferences } from '../shell/preferences-provider.tsx';

/** Writes times in the language and zone chosen. All take RFC 3339; what cannot be parsed is returned as it is. */
export interface Dates {
  /** `2026-11-23 19:21:07 UTC` */
  absolute(at: string): string;
  /** `19:21:07`, with the date where it is not today's */
  clock(at: string, now: number): string;
  /** `5 min. ago`, in the language's short form; times ahead are "in 5 min." */
  relative(at: string, now: number): string;
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export function useDates(): Dates {
  const locale = useLocale();
  const { zone } = usePreferences();
  return useMemo(() => {
    const timeZone = zone === 'utc' ? 'UTC' : undefined;
    // Swedish writes dates as ISO 8601 does, which operators of every language read.
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
    const time = new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'medium' });
    const zoneName = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' });
    const ago = new Intl.RelativeTimeFormat(locale, { style: 'narrow', numeric: 'always' });
    const nameOf = (date: Date) =>
      zoneName.formatToParts(date).find((part) => part.type === 'timeZoneName')?.value ?? '';
    const parsed = (at: string, write: (date: Date) => string): string => {
      const date = new Date(at);
      return Number.isNaN(date.getTime()) ? at : write(date);
    };
    return {
      absolute: (at) => parsed(at, (date) => `${day.format(date)} ${time.format(date)} ${nameOf(date)}`),
      clock: (at, now) =>
        parsed(at, (date) =>
          day.format(date) === day.format(now)
            ? time.format(date)
            : `${day.format(date)} ${time.format(date)}`,
        ),
      relative: (at, now) =>
        parsed(at, (date) => {
          const seconds = Math.round((date.getTime() - now) / 1_000);
          const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
          // Clocks of nodes differ by a second or two: an event is not in the future for that.
          return ago.format(seconds >= 0 && seconds < 5 ? -0 : Math.trunc(seconds / size), unit as 'second');
        }),
    };
  }, [locale, zone]);
}
