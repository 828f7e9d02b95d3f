'use client';
import { Snowflake } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { visible } from '../pod-figure/text.ts';
import { ClockTime } from '../ui/time.tsx';
import { useFreezes } from './use-freezes.ts';

/** A sign beside a chain's name that changes are frozen, by whom, until when and why. Nothing where they are not. */
export function FreezeMark({ namespace, chain }: { namespace: string; chain: string }) {
  const t = useTranslations('act.freeze');
  const { freezes } = useFreezes();
  const [freeze] = freezes.filter(
    (one) => one.namespace === namespace && (one.chain === null || one.chain === chain),
  );
  if (freeze === undefined) return null;
  return (
    <span
      title={t('byWhy', { by: visible(freeze.by), why: visible(freeze.reason) })}
      className="inline-flex min-w-0 max-w-full items-center gap-1 whitespace-nowrap rounded-sm border border-progressing-line bg-progressing-soft px-1.5 text-xs text-progressing"
    >
      <Snowflake aria-hidden="true" className="size-3" />
      {t('mark', { by: visible(freeze.by) })}
      {freeze.until !== null && (
        <span>
          {t('until')} <ClockTime at={freeze.until} />
        </span>
      )}
      <span className="max-w-96 min-w-0 truncate">{t('markWhy', { why: visible(freeze.reason) })}</span>
    </span>
  );
}
