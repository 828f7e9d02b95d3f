'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';

/** Grey bars where rows will be; told as "loading" once, not bar by bar. */
export function Skeleton({
  rows = 6,
  className,
  height = 'h-7',
}: {
  rows?: number;
  className?: string;
  height?: string;
}) {
  const t = useTranslations('state');
  return (
    <div role="status" className={clsx('space-y-2', className)}>
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: rows }, (_, index) => `bar-${index}`).map((key) => (
        <div key={key} className={clsx('skeleton', height)} />
      ))}
    </div>
  );
}
