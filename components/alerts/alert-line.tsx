'use client';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { AlertView, Severity } from '#lib/domain/alert/alert.ts';
import type { Health } from '#lib/domain/health.ts';
import { groupedReasons } from '#lib/domain/reason-order.ts';
import { chainPath, functionPath } from '../function/paths.ts';
import { useReasonWords } from '../health/use-reason-words.ts';
import { visible } from '../pod-figure/text.ts';
import { Badge } from '../ui/badge.tsx';
import { Breakable } from '../ui/breakable.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { ClockTime, RelativeTime, SinceTime } from '../ui/time.tsx';
import { useAlertDetail } from './use-alert-detail.ts';

export const healthOfSeverity: Record<Severity, Health> = { critical: 'down', warning: 'degraded' };

/**
 * One alert: how bad, of what, by which rule, since when, why, and who attends to it. What it is about leads, not the rule's name.
 * @param short without the cluster's own words
 * @param action what can be done about it
 */
export function AlertLine({
  of,
  short = false,
  action,
}: {
  of: AlertView;
  short?: boolean;
  action?: ReactNode;
}) {
  const t = useTranslations('alerts');
  const reasons = useTranslations('reason');
  const [first] = groupedReasons(of.reasons);
  const words = useReasonWords();
  const detail = useAlertDetail();
  const { acknowledged } = of;
  const isNamed = of.name !== null || of.chain !== null;
  return (
    <article
      aria-label={`${visible(of.name ?? of.chain ?? '')} ${t(`rule.${of.rule}`)}`.trim()}
      className="flex flex-wrap items-start gap-x-2 gap-y-1 px-3 py-1.5 text-sm"
    >
      <HealthShape
        health={of.state === 'settling' ? 'progressing' : healthOfSeverity[of.severity]}
        className="mt-[0.22em]"
      />
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="sr-only">{t(`severity.${of.severity}`)}</span>
          <Subject of={of} />
          <span className={isNamed ? 'text-xs text-muted' : 'font-semibold'}>{t(`rule.${of.rule}`)}</span>
          {of.state === 'settling' && of.quietSince !== null && (
            <Badge>
              {t('settling')} <RelativeTime at={of.quietSince} />
            </Badge>
          )}
          <span className="whitespace-nowrap text-xs text-muted">
            {t('since')} <SinceTime of={of} />
          </span>
        </p>
        {first && (
          <p className="line-clamp-2" title={words(first.reason)}>
            <span className="font-medium">
              <Breakable text={reasons(first.reason.code)} />
            </span>
            {first.count > 1 && ` ×${first.count}`}
            {!short && first.reason.subject && (
              <span className="font-mono text-xs text-muted"> {visible(first.reason.subject)}</span>
            )}
            {!short && words(first.reason) && (
              <span className="font-mono text-xs text-muted"> – {visible(words(first.reason) ?? '')}</span>
            )}
          </p>
        )}
        {!first && of.detail !== null && <p className="line-clamp-2 text-xs text-muted">{detail(of)}</p>}
        {acknowledged && (
          <p className="flex flex-wrap items-baseline gap-x-1.5 text-xs">
            <Check aria-hidden="true" className="size-3.5 self-center text-ok" />
            <span className="font-semibold">{t('acknowledgedBy', { by: visible(acknowledged.by) })}</span>
            <RelativeTime at={acknowledged.at} className="text-muted" />
            <span>{t('note', { note: visible(acknowledged.note) })}</span>
            <span className="text-muted">
              {t('until')} <ClockTime at={acknowledged.until} />
            </span>
          </p>
        )}
      </div>
      {action}
    </article>
  );
}

function Subject({ of }: { of: AlertView }) {
  const { namespace, kind, name, chain } = of;
  if (namespace === null) return null;
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      {kind !== null && name !== null && (
        <TextLink href={functionPath({ namespace, kind, name })} className="font-semibold">
          {visible(name)}
        </TextLink>
      )}
      {chain !== null && (
        <TextLink
          href={chainPath({ namespace, name: chain })}
          className={name === null ? 'font-semibold' : 'text-xs text-muted'}
        >
          {visible(chain)}
        </TextLink>
      )}
      <span className="font-mono text-xs text-muted">{visible(namespace)}</span>
      {of.run !== null && (
        <TextLink href={`/upgrades/${encodeURIComponent(of.run)}`} className="font-mono text-xs">
          {visible(of.run)}
        </TextLink>
      )}
    </span>
  );
}
