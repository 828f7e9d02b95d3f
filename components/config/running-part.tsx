'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { unreachable } from '#lib/client/fault-of.ts';
import { FaultError, fetchJson } from '#lib/client/fetcher.ts';
import type { Config } from '#lib/contracts/configs.ts';
import type { PodDrift } from '#lib/domain/config/config-view.ts';
import type { Fault } from '#lib/domain/result.ts';
import { ActionFault } from '../action/action-fault.tsx';
import { podPath } from '../function/paths.ts';
import { visible } from '../pod-figure/text.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { RelativeTime, SinceTime } from '../ui/time.tsx';
import { configApi } from './api.ts';
import { Arrival } from './arrival.tsx';
import { DriftState, DriftWhy } from './drift-state.tsx';
import { EffectMark } from './effect-mark.tsx';

/** Lines that are drawn of one side of one router. */
const drawn = 60;

/** What each router runs against what the ConfigMap says, with the lines and since when. */
export function RunningPart({ of, onCompared }: { of: Config; onCompared: () => void }) {
  const t = useTranslations('config.running');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const [now, setNow] = useState<readonly PodDrift[] | null>(null);
  async function compare(): Promise<void> {
    setBusy(true);
    setFault(null);
    try {
      const { items } = await fetchJson<{ items: PodDrift[] }>(configApi(of, 'drift'));
      setNow(items);
      onCompared();
    } catch (error) {
      setFault(error instanceof FaultError ? error.fault : unreachable);
    } finally {
      setBusy(false);
    }
  }
  const latest = latestOf(of.drift, now ?? []);
  if (of.pods.length === 0 && latest.length === 0)
    return <StatePanel title={t('noRouters')}>{t('noRoutersBody')}</StatePanel>;
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-0 flex-1 text-sm text-muted">{t('intro')}</p>
        <Button onClick={() => void compare()} disabled={busy}>
          {busy ? t('comparing') : t('compare')}
        </Button>
      </div>
      <div role="alert">{fault && <ActionFault fault={fault} again={() => void compare()} />}</div>
      <ul className="space-y-3">
        {of.pods.map((pod) => {
          const found = latest.filter((one) => one.pod === pod.pod);
          return (
            <li key={pod.uid} className="rounded-md border border-line bg-surface">
              <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5 text-sm">
                <TextLink
                  href={podPath({ namespace: of.namespace, name: pod.pod })}
                  className="font-mono font-semibold [overflow-wrap:anywhere]"
                >
                  {visible(pod.pod)}
                </TextLink>
                {pod.version !== null && <Badge>FRR {pod.version}</Badge>}
                {!pod.running && <Badge>{t('notRunning')}</Badge>}
                <span className="text-xs text-muted">
                  <Arrival arrival={pod.arrival} path={pod.path} />
                </span>
              </header>
              {found.length === 0 && <p className="px-3 py-2 text-sm text-muted">{t('notCompared')}</p>}
              {found.map((one) => (
                <KeyDrift key={one.key} of={one} />
              ))}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Of each router and key what was compared last. */
function latestOf(stored: readonly PodDrift[], now: readonly PodDrift[]): PodDrift[] {
  const found = new Map<string, PodDrift>();
  for (const one of [...stored, ...now]) {
    const key = `${one.pod}/${one.key}`;
    const known = found.get(key);
    if (!known || (known.at ?? '') <= (one.at ?? '')) found.set(key, one);
  }
  return [...found.values()];
}

function KeyDrift({ of }: { of: PodDrift }) {
  const t = useTranslations('config.running');
  return (
    <div className="space-y-1.5 px-3 py-2 text-sm">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-mono text-xs">{of.key}</span>
        <DriftState of={of} />
        <span className="text-xs text-muted">
          {t('since')} <SinceTime of={{ since: of.since, orEarlier: of.orEarlier === true }} />
        </span>
        {of.at !== null && (
          <span className="text-xs text-muted">
            {t('comparedAt')} <RelativeTime at={of.at} />
          </span>
        )}
        {of.state === 'different' && <EffectMark effect={of.effect} className="text-xs" />}
      </p>
      {of.state === 'unknown' && <DriftWhy of={of} className="block" />}
      {of.detail !== null && (
        <p className="font-mono text-xs text-muted [overflow-wrap:anywhere]">{visible(of.detail)}</p>
      )}
      {of.state === 'different' && (
        <div className="grid gap-3 lg:grid-cols-2">
          <DriftLines title={t('missing', { count: of.missing.length })} lines={of.missing} />
          <DriftLines title={t('extra', { count: of.extra.length })} lines={of.extra} />
        </div>
      )}
    </div>
  );
}

function DriftLines({ title, lines }: { title: string; lines: readonly string[] }) {
  const more = useTranslations('common');
  if (lines.length === 0) return null;
  return (
    <div className="min-w-0">
      <h3 className="label mb-1">{title}</h3>
      <pre className="overflow-x-auto rounded-sm border border-line bg-sunken px-2 py-1 font-mono text-xs leading-5">
        {lines.slice(0, drawn).map(visible).join('\n')}
      </pre>
      {lines.length > drawn && (
        <p className="text-xs text-muted">{more('more', { count: lines.length - drawn })}</p>
      )}
    </div>
  );
}
