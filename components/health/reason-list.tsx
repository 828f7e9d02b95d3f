'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { Reason } from '#lib/domain/health.ts';
import { groupedReasons, worstFirst } from '#lib/domain/reason-order.ts';
import { Breakable } from '../ui/breakable.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { RelativeTime, SinceTime } from '../ui/time.tsx';
import { useReasonWords } from './use-reason-words.ts';

/** One reason: what, about what, since when, and the cluster's own words. */
export function ReasonLine({
  reason,
  short = false,
  count = 1,
  href = null,
}: {
  reason: Reason;
  short?: boolean;
  count?: number;
  /** The page of what it is about. */
  href?: string | null;
}) {
  const t = useTranslations('reason');
  const common = useTranslations('common');
  const words = useReasonWords()(reason);
  return (
    <div className="flex gap-1.5 text-sm">
      <HealthShape health={reason.health === 'ok' ? 'note' : reason.health} className="mt-[0.22em]" />
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <span className="font-medium">
          <Breakable text={t(reason.code)} />
        </span>
        {count > 1 && <span className="ml-1 text-xs text-muted">×{count}</span>}{' '}
        {reason.subject && count === 1 && (
          <span className="inline-block max-w-full align-bottom font-mono text-xs text-muted">
            {href ? <TextLink href={href}>{reason.subject}</TextLink> : reason.subject}
          </span>
        )}{' '}
        {reason.since ? (
          <SinceTime
            of={{ since: reason.since, orEarlier: reason.orEarlier === true }}
            className="whitespace-nowrap text-xs text-muted"
          />
        ) : (
          reason.lastAt && (
            <span className="whitespace-nowrap text-xs text-muted">
              {common('last')} <RelativeTime at={reason.lastAt} />
            </span>
          )
        )}
        {!short && words && (
          <p className="line-clamp-3 font-mono text-xs text-muted" title={words}>
            {words}
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
  hrefOf?: (reason: Reason) => string | null;
  /** The page that tells of the rest. */
  moreHref?: string;
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
          <ReasonLine
            reason={reason}
            short={props.short ?? false}
            count={count}
            href={props.hrefOf?.(reason) ?? null}
          />
        </li>
      ))}
      {sorted.length > shown.length && (
        <li className="pl-5 text-xs text-muted">
          {props.moreHref ? (
            <TextLink href={props.moreHref}>{t('more', { count: sorted.length - shown.length })}</TextLink>
          ) : (
            t('more', { count: sorted.length - shown.length })
          )}
        </li>
      )}
    </ul>
  );
}
