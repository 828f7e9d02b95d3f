'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import { healths, type Reason } from '#lib/domain/health.ts';
import { HealthShape } from '../ui/health-mark.tsx';
import { RelativeTime } from '../ui/time.tsx';

/** Worst first; of equals the older first. */
export function worstFirst(reasons: readonly Reason[]): Reason[] {
  return [...reasons].sort(
    (a, b) =>
      healths.indexOf(b.health) - healths.indexOf(a.health) || (a.since ?? '~').localeCompare(b.since ?? '~'),
  );
}

/** One reason: what, about what, since when, and the cluster's own words. */
export function ReasonLine({ reason, short = false }: { reason: Reason; short?: boolean }) {
  const t = useTranslations('reason');
  return (
    <div className="flex gap-1.5 text-sm">
      <HealthShape health={reason.health} className="mt-[0.22em]" />
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <span className="font-medium">{t(reason.code)}</span>{' '}
        {reason.subject && (
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
  const sorted = worstFirst(props.reasons);
  const shown = sorted.slice(0, props.limit ?? sorted.length);
  return (
    <ul className={clsx('space-y-1', props.className)}>
      {shown.map((reason) => (
        <li key={`${reason.code}/${reason.subject ?? ''}/${reason.message ?? ''}`}>
          <ReasonLine reason={reason} short={props.short ?? false} />
        </li>
      ))}
      {sorted.length > shown.length && (
        <li className="pl-5 text-xs text-muted">{t('more', { count: sorted.length - shown.length })}</li>
      )}
    </ul>
  );
}
