'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';

/** `2/3`, marked where replicas are missing. */
export function ReadyCount({
  ready,
  desired,
  className,
}: {
  ready: number;
  desired: number;
  className?: string;
}) {
  const t = useTranslations('function');
  return (
    <span
      className={clsx('whitespace-nowrap font-mono', ready < desired && 'font-bold text-down', className)}
      title={t('readyOfDesired', { ready, desired })}
    >
      {ready}/{desired}
    </span>
  );
}
