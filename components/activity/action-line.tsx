'use client';
import { UserRound } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { fetchJson } from '#lib/client/fetcher.ts';
import type { RecordedAction } from '#lib/contracts/acting.ts';
import type { ActionProgress } from '#lib/domain/action/progress.ts';
import { ReasonList } from '../health/reason-list.tsx';
import { visible } from '../pod-figure/text.ts';
import { Badge } from '../ui/badge.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { ClockTime } from '../ui/time.tsx';
import { actionHealth, actionPath } from './action-path.ts';

/** One action: when, who, what, why and with what outcome; it opens to everything that is recorded. */
export function ActionLine({ of, withObject = false }: { of: RecordedAction; withObject?: boolean }) {
  const t = useTranslations('activity');
  const [open, setOpen] = useState(false);
  const state = of.outcome?.state ?? 'open';
  return (
    <article className="grid grid-cols-[4.5rem_1.25rem_minmax(0,1fr)] gap-x-2 px-3 py-1.5 text-sm">
      <ClockTime at={of.at} className="font-mono text-xs leading-5 text-muted" />
      <UserRound aria-hidden="true" className="mt-0.5 size-4 text-accent" />
      <details className="min-w-0" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="cursor-pointer [overflow-wrap:anywhere]">
          <span className="font-semibold">{visible(of.by)}</span> {visible(of.summary)}{' '}
          {withObject && <span className="font-mono text-xs text-muted">{visible(of.namespace)}</span>}{' '}
          <span className="inline-flex items-center gap-1 whitespace-nowrap">
            <HealthShape health={actionHealth[state]} />
            {t(`state.${state}`)}
          </span>{' '}
          {of.overrode !== null && <Badge>{t('overrode', { scope: visible(of.overrode) })}</Badge>}
          {of.why !== null && <span className="block text-muted">{t('why', { why: visible(of.why) })}</span>}
        </summary>
        {open && <Whole of={of} />}
      </details>
    </article>
  );
}

/** The record whole, and how far it has come. */
function Whole({ of }: { of: RecordedAction }) {
  const t = useTranslations('activity');
  const states = useTranslations('action.progress');
  const { data } = useSWR<ActionProgress, unknown>(
    `/api/v1/actions/${encodeURIComponent(of.id)}`,
    fetchJson,
    {
      refreshInterval: (latest) => (latest?.state === 'running' || latest?.state === 'unknown' ? 2_000 : 0),
    },
  );
  const path = actionPath(of);
  const object = `${of.object.kind} ${of.namespace}/${of.object.name}`;
  return (
    <dl className="my-1.5 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-sm border border-line bg-sunken p-2 text-xs [overflow-wrap:anywhere]">
      <Line label={t('object')}>
        {path === null ? visible(object) : <TextLink href={path}>{visible(object)}</TextLink>}
      </Line>
      {Object.entries(of.parameters).map(([name, value]) => (
        <Line key={name} label={visible(name)}>
          <code className="font-mono">{visible(String(value))}</code>
        </Line>
      ))}
      {of.outcome && (
        <Line label={t('outcome')}>
          {visible(of.outcome.detail)} <ClockTime at={of.outcome.at} className="font-mono text-muted" />
        </Line>
      )}
      {data && (
        <Line label={t('now')}>
          {states(data.state)}
          {data.message !== '' && data.message !== of.outcome?.detail && `: ${visible(data.message)}`}
          {data.pods.map((pod) => (
            <div key={pod.name}>
              <code className="font-mono">{visible(pod.name)}</code>
              <ReasonList reasons={pod.reasons} limit={2} />
            </div>
          ))}
        </Line>
      )}
      <Line label={t('id')}>
        <code className="font-mono">{of.id}</code>
      </Line>
    </dl>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
