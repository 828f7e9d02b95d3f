'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { Reason } from '#lib/domain/health.ts';
import { groupedReasons, worstFirst } from '#lib/domain/reason-order.ts';
import { HealthShape } from '../ui/health-mark.tsx';
import { RelativeTime } from '../ui/time.tsx';

/** One reason: what, about what, since when, and the cluster's own words. */
export function ReasonLine({
  reason,
  short = false,
  count = 1,
}: {
  reason: Reason;
  short?: boolean;
  count?: number;
}) {
  const t = useTranslations('reason');
  return (
    <div className="flex gap-1.5 text-sm">
      <HealthShape health={reason.health === 'ok' ? 'unknown' : reason.health} className="mt-[0.22em]" />
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <span className="font-medium">{t(reason.code)}</span>
        {count > 1 && <span className="ml-1 text-xs text-muted">×{count}</span>}{' '}
        {reason.subject && count === 1 && (
          <span className="inline-block max-w-full align-bottom font-mono text-xs text-muted">
            {reason.subject}
          </span>
        )}{' '}
        {reason.since && <RelativeTime at={reason.since} className="whitespace-nowrap text-xs text-muted" />}
        {!short && reason.message && (
          <p className="line-clamp-3 font-mono text-xs text-muted" title={reason.message}>
            {reason.message}
          </p>
        )}
      </div>
    </div>
  );
}

/** Reasons, worst first; the rest beyond `limit` is counted. */
export function ReasonList(props: {
  reasons: readonly Reason[];
  limit?: number;
  short?: boolean;
  className?: string;
}) {
  const t = useTranslations('common');
  const sorted = props.short
    ? groupedReasons(props.reasons)
    : worstFirst(props.reasons).map((reason) => ({ reason, count: 1 }));
  const shown = sorted.slice(0, props.limit ?? sorted.length);
  return (
    <ul className={clsx('space-y-1', props.className)}>
      {shown.map(({ reason, count }) => (
        <li key={`${reason.code}/${reason.subject ?? ''}/${reason.message ?? ''}`}>
          <ReasonLine reason={reason} short={props.short ?? false} count={count} />
        </li>
      ))}
      {sorted.length > shown.length && (
        <li className="pl-5 text-xs text-muted">{t('more', { count: sorted.length - shown.length })}</li>
      )}
    </ul>
  );
}
