'use client';
import { useEffect, useRef } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { type FaultError, fetchJson } from '#lib/client/fetcher.ts';
import type { Config } from '#lib/contracts/configs.ts';
import type { Health } from '#lib/domain/health.ts';
import { isEnded, type Run, type Step, stepsOf } from '#lib/domain/run/run.ts';
import { ActionFault } from '../action/action-fault.tsx';
import { visible } from '../pod-figure/text.ts';
import { Button } from '../ui/button.tsx';
import { HealthShape, healthPanel } from '../ui/health-mark.tsx';
import { TextLink } from '../ui/text-link.tsx';
import type { RolloutAnswer } from './api.ts';
import { DriftMark } from './drift-state.tsx';

/** Milliseconds between two looks at a run. */
const interval = 1_000;

/** How far the roll-out is, pod by pod; at its end what runs now against what was wanted. */
export function RolloutProgress(props: {
  of: Config;
  rollout: RolloutAnswer;
  onEnded: () => void;
  onClose: () => void;
}) {
  const t = useTranslations('config.progress');
  const heading = useRef<HTMLParagraphElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="space-y-4">
      <p ref={heading} tabIndex={-1} className="font-semibold outline-none">
        {t(`title.${props.rollout.method}`)}
      </p>
      {props.rollout.runs.map((id) => (
        <RunProgress key={id} id={id} onEnded={props.onEnded} />
      ))}
      {props.rollout.notBegun.map(({ function: of, why }) => (
        <p key={`${of.kind}/${of.name}`} className={`rounded-md border p-2.5 text-sm ${healthPanel('down')}`}>
          <HealthShape health="down" /> {t('notBegun', { name: visible(of.name) })} {visible(why)}
        </p>
      ))}
      <section aria-label={t('proof')} className="rounded-md border border-line p-3 text-sm">
        <h3 className="label mb-1">{t('proof')}</h3>
        <DriftMark drift={props.of.drift} />
      </section>
      <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line pt-3">
        <span className="mr-auto text-sm text-muted">{t('goesOn')}</span>
        <Button onClick={props.onClose}>{t('close')}</Button>
      </footer>
    </div>
  );
}

function healthOf(run: Run): Health {
  if (run.phase === 'ended') return run.outcome === 'succeeded' ? 'ok' : 'down';
  return run.hold ? 'degraded' : 'progressing';
}

function RunProgress({ id, onEnded }: { id: string; onEnded: () => void }) {
  const t = useTranslations('config.progress');
  const { data, error, mutate } = useSWR<Run, FaultError>(
    `/api/v1/upgrades/${encodeURIComponent(id)}`,
    fetchJson,
    {
      refreshInterval: (latest) => (latest && isEnded(latest) ? 0 : interval),
      dedupingInterval: 0,
    },
  );
  const ended = data !== undefined && isEnded(data);
  const told = useRef(false);
  useEffect(() => {
    if (!ended || told.current) return;
    told.current = true;
    onEnded();
  }, [ended, onEnded]);
  if (!data)
    return error ? (
      <ActionFault fault={error.fault} again={() => void mutate()} />
    ) : (
      <p className="text-sm text-muted">{t('reading')}</p>
    );
  const state = data.phase === 'ended' ? (data.outcome ?? 'failed') : data.hold ? 'held' : data.phase;
  return (
    <article aria-label={data.target.name} className="space-y-2">
      <div className={`rounded-md border p-2.5 ${healthPanel(healthOf(data))}`}>
        <p role="status" className="flex items-center gap-2 font-semibold">
          <HealthShape health={healthOf(data)} />
          <TextLink href={`/upgrades/${encodeURIComponent(id)}`} className="font-mono text-current underline">
            {visible(data.target.name)}
          </TextLink>
          : {t(`state.${state}`)}
        </p>
        {data.hold && (
          <p className="mt-1 whitespace-pre-wrap font-mono text-xs [overflow-wrap:anywhere]">
            {visible(data.hold.detail)}
          </p>
        )}
        {data.cause && <p className="mt-1 text-xs [overflow-wrap:anywhere]">{visible(data.cause)}</p>}
      </div>
      <ol aria-label={t('steps')} className="space-y-1 text-sm">
        {stepsOf(data).map((step) => (
          <li key={step.uid || step.pod} className="flex flex-wrap items-center gap-x-3">
            <HealthShape
              health={step.stage === 'done' ? 'ok' : step.stage === 'waiting' ? 'waiting' : 'progressing'}
            />
            <span className="font-mono text-xs font-semibold">{visible(step.newPod ?? step.pod)}</span>
            <span>{t(`stage.${stageOf(data, step)}`)}</span>
          </li>
        ))}
      </ol>
      {data.gates.length > 0 && !ended && (
        <ul aria-label={t('gates')} className="space-y-0.5 text-xs text-muted">
          {data.gates.map((gate) => (
            <li key={gate.gate} className="flex items-center gap-1.5">
              <HealthShape
                health={gate.state === 'met' ? 'ok' : gate.state === 'failed' ? 'down' : 'progressing'}
              />
              {gate.gate} {gate.have}/{gate.want} <span className="font-mono">{visible(gate.detail)}</span>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

/** A live reload replaces nothing: its step is the reload. */
const stageOf = (run: Run, step: Step): Step['stage'] | 'reloading' =>
  run.method === 'in-place' && step.stage === 'replacing' ? 'reloading' : step.stage;
