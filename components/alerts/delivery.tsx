'use client';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { fetchJson } from '#lib/client/fetcher.ts';
import type { AlertDelivery } from '#lib/contracts/alerts.ts';
import { visible } from '../pod-figure/text.ts';
import { HealthShape } from '../ui/health-mark.tsx';
import { RelativeTime } from '../ui/time.tsx';

const refreshMs = 20_000;

/**
 * Where alerts are sent and how that goes; nothing where they are sent to nobody.
 * @param troubleOnly nothing where all is well either
 */
export function Delivery({ troubleOnly = false }: { troubleOnly?: boolean }) {
  const t = useTranslations('alerts.delivery');
  const { data } = useSWR<{ delivery: AlertDelivery | null }, unknown>('/api/v1/alerts', fetchJson, {
    refreshInterval: refreshMs,
  });
  const delivery = data?.delivery ?? null;
  if (delivery === null) return null;
  const failing = delivery.receivers.filter(({ failingSince }) => failingSince !== null);
  if (troubleOnly && failing.length === 0 && delivery.sender !== 'nobody') return null;
  return (
    <section
      aria-label={t('label')}
      className="mb-3 space-y-1 rounded-md border border-line bg-surface px-3 py-2 text-sm"
    >
      {delivery.sender === 'nobody' && (
        <p className="flex items-start gap-1.5 [overflow-wrap:anywhere]">
          <HealthShape health="down" className="mt-[0.22em]" />
          <span>
            <b>{t('nobody')}</b>{' '}
            {delivery.problem !== null && (
              <span className="font-mono text-xs">{visible(delivery.problem)}</span>
            )}
          </span>
        </p>
      )}
      {(troubleOnly ? failing : delivery.receivers).map((one) => (
        <p key={one.name} className="flex flex-wrap items-baseline gap-x-1.5">
          <HealthShape health={one.failingSince === null ? 'ok' : 'down'} className="self-center" />
          <b>{t('to', { name: visible(one.name), format: one.format })}</b>
          {one.failingSince !== null ? (
            <span>
              {t('failing', { waiting: one.waiting })} <RelativeTime at={one.failingSince} />{' '}
              <span className="font-mono text-xs">{visible(one.problem ?? '')}</span>
            </span>
          ) : one.deliveredAt === null ? (
            <span className="text-muted">{t('nothingYet')}</span>
          ) : (
            <span className="text-muted">
              {t('last')} <RelativeTime at={one.deliveredAt} />
            </span>
          )}
        </p>
      ))}
    </section>
  );
}
