import { useTranslations } from 'use-intl';
import { humanDuration } from '#lib/domain/pod/human-duration.ts';

/** From here on in minutes, and then without seconds, as kubectl prints an age; in seconds. */
const long = 120;
const veryLong = 600;
const hours = 3 * 3_600;

/** A number of seconds as it is read. */
export function useSeconds(): (seconds: number | string) => string {
  const t = useTranslations('upgrades');
  return (seconds) => {
    const value = Math.trunc(Number(seconds));
    if (value < long) return t('seconds', { value: seconds });
    if (value >= hours) return humanDuration(value * 1_000);
    return t('minutes', {
      minutes: Math.trunc(value / 60),
      seconds: value < veryLong ? value % 60 : 0,
    });
  };
}
