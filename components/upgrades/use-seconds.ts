import { useTranslations } from 'use-intl';
import { humanDuration } from '#lib/domain/pod/human-duration.ts';

const long = 120;

/** A number of seconds as it is read: from two minutes on as kubectl prints it. */
export function useSeconds(): (seconds: number | string) => string {
  const t = useTranslations('upgrades');
  return (seconds) =>
    Number(seconds) < long ? t('seconds', { value: seconds }) : humanDuration(Number(seconds) * 1_000);
}
