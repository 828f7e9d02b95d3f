'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { WayIn } from '#lib/domain/network/path.ts';
import type { FunctionDetail, ServiceSummary } from '#lib/domain/workload/function-view.ts';
import { Badge } from '../ui/badge.tsx';
import { Panel } from '../ui/panel.tsx';

/** Services that select the function's pods, each with the ways in from outside that lead to it. */
export function Services({ of }: { of: FunctionDetail }) {
  const t = useTranslations('function.services');
  return (
    <Panel title={t('title')} flush>
      {of.services.length === 0 && <p className="p-3 text-sm text-muted">{t('none')}</p>}
      <ul>
        {of.services.map((service) => (
          <li key={service.name} className="border-b border-line px-3 py-2 last:border-b-0">
            <Service of={service} ways={of.in.filter((way) => way.service.name === service.name)} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Service({ of, ways }: { of: ServiceSummary; ways: WayIn[] }) {
  const t = useTranslations('function.services');
  const outside = ways.filter((way) => way.entrances.length > 0);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-mono font-semibold">{of.name}</span>
        <Badge>{of.type}</Badge>
        <span
          className={clsx(
            'text-xs',
            of.ready < of.total || of.total === 0 ? 'font-bold text-down' : 'text-muted',
          )}
        >
          {t('endpoints', { ready: of.ready, total: of.total })}
        </span>
      </div>
      <div className="flex flex-wrap gap-x-4 font-mono text-xs text-muted">
        <span>{of.dnsName}</span>
        <span>{of.clusterIP ?? t('headless')}</span>
        <span>{of.ports.join(', ')}</span>
      </div>
      {outside.length > 0 && (
        <div className="mt-1.5 flex flex-wrap items-baseline gap-x-3 gap-y-1 text-xs">
          <span className="label">{t('from')}</span>
          {outside.map((way) => (
            <span key={`${way.kind}/${way.ingress ?? ''}/${way.port.port}/${way.port.protocol}`}>
              <Badge className="mr-1">{t(`kind.${way.kind}`)}</Badge>
              <span className="font-mono [overflow-wrap:anywhere]">
                {way.entrances.slice(0, 6).join(' ')}
              </span>
              {way.entrances.length > 6 && <span className="text-muted"> …</span>}
            </span>
          ))}
        </div>
      )}
    </>
  );
}
