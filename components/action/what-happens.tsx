'use client';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { ActionRequest } from '#lib/domain/action/action.ts';
import type { QuotaHeadroom } from '#lib/domain/action/quota.ts';
import type { PlannedPod } from '#lib/domain/action/rollout-plan.ts';
import { visible } from '../pod-figure/text.ts';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import type { PreviewAnswer } from './api.ts';

/** Pods that are listed by name; of more the count is shown. */
const listed = 12;

/** What an action would do: pods and their order, what speaks against it, and who would undo it. */
export function WhatHappens({
  preview,
  onInstead,
}: {
  preview: PreviewAnswer;
  onInstead: (request: ActionRequest) => void;
}) {
  const t = useTranslations('act');
  const orders = useTranslations('action.order');
  const warnings = useTranslations('action.warning');
  const { plan, budgets, autoscaler, owner, commit, dryRun, quota } = preview;
  const offer = autoscaler?.offer;
  const moving = plan.restarts.length + plan.removes.length;
  const shown = preview.warnings.filter(({ code }) => code !== 'no-change');
  return (
    <section aria-label={t('what')} className="space-y-3 text-sm">
      <h3 className="label">{t('what')}</h3>
      {shown.length > 0 && (
        <ul className="space-y-1 rounded-md border border-degraded-line bg-degraded-soft p-2.5 text-degraded">
          {shown.map(({ code, params }) => (
            <li key={code} className="flex gap-1.5 [overflow-wrap:anywhere]">
              <HealthShape health="degraded" className="mt-[0.22em]" />
              <span>{warnings(code, params)}</span>
            </li>
          ))}
        </ul>
      )}
      {plan.adds.count > 0 && (
        <p>
          {t('adds', { count: plan.adds.count })}{' '}
          <span className="font-mono text-xs">{plan.adds.names.slice(0, listed).join(', ')}</span>
        </p>
      )}
      {plan.restarts.length > 0 && (
        <Pods title={t('restarts', { count: plan.restarts.length })} pods={plan.restarts} turns />
      )}
      {plan.removes.length > 0 && (
        <Pods title={t('removes', { count: plan.removes.length })} pods={plan.removes} />
      )}
      {moving === 0 && plan.adds.count === 0 && <p className="text-muted">{t('noPods')}</p>}
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1">
        {moving > 0 && <Line label={t('order')}>{orders(plan.order)}</Line>}
        {moving > 0 && (
          <Line label={t('missingAtOnce')}>
            {t('atOnce', { unavailable: plan.unavailable, surge: plan.surge })}
          </Line>
        )}
        {budgets.map((budget) => (
          <Line key={budget.name} label={t('budget')}>
            <span className="font-mono text-xs">{visible(budget.name)}</span>{' '}
            {t('budgetText', { lowest: budget.lowest ?? '–', needed: budget.needed ?? '–' })}
          </Line>
        ))}
        {autoscaler && (
          <Line label={t('autoscaler')}>
            <span className="font-mono text-xs">{visible(autoscaler.name)}</span>{' '}
            {t('bounds', { min: autoscaler.min, max: autoscaler.max })}
          </Line>
        )}
        {quota && (
          <Line label={t('quota.label')}>
            <QuotaText of={quota} />
          </Line>
        )}
        {owner && (
          <Line label={t('owner')}>
            {owner.manager} <span className="font-mono text-xs">{visible(owner.name)}</span>
          </Line>
        )}
        {dryRun && (
          <Line label={t('dryRun')}>
            {dryRun.ok ? t('dryRunOk') : <span className="text-down">{dryRun.detail}</span>}
          </Line>
        )}
      </dl>
      {offer && (
        <div className="space-y-1">
          <p>{t('offer')}</p>
          <Button
            size="sm"
            onClick={() => onInstead({ action: 'setAutoscalerBounds', min: offer.min, max: offer.max })}
          >
            {t('offerButton', { min: offer.min, max: offer.max })}
          </Button>
          <CodeBlock
            text={offer.command}
            label={t('offerCommand')}
            className="[&_pre]:whitespace-pre-wrap [&_pre]:break-words"
          />
        </div>
      )}
      {commit && (
        <div>
          <p className="mb-1">{t('commit')}</p>
          <CodeBlock text={commit} label={t('commitLabel')} className="max-h-60 overflow-auto" />
        </div>
      )}
    </section>
  );
}

function QuotaText({ of: { state, exceeded, why } }: { of: QuotaHeadroom }) {
  const t = useTranslations('act.quota');
  if (state === 'unknown') return <span className="text-muted">{t(why ?? 'unreadable')}</span>;
  if (state !== 'exceeded') return t(state);
  return (
    <ul className="text-degraded">
      {exceeded.map((one) => (
        <li key={`${one.quota}/${one.resource}`} className="flex gap-1.5">
          <HealthShape health="degraded" className="mt-[0.22em]" />
          <span>{t('exceeded', { ...one })}</span>
        </li>
      ))}
    </ul>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}

function Pods({
  title,
  pods,
  turns = false,
}: {
  title: string;
  pods: readonly PlannedPod[];
  turns?: boolean;
}) {
  const t = useTranslations('act');
  const common = useTranslations('common');
  return (
    <div>
      <p>{title}</p>
      <ol className="mt-1 space-y-0.5 border-l-2 border-line pl-3 font-mono text-xs">
        {pods.slice(0, listed).map((pod) => (
          <li key={pod.name} className="[overflow-wrap:anywhere]">
            {turns && <span className="mr-2 text-muted">{t('turn', { turn: pod.turn })}</span>}
            {visible(pod.name)}
            <span className="ml-2 text-muted">{pod.node === null ? '–' : visible(pod.node)}</span>
            {!pod.ready && <span className="ml-2 text-degraded">{t('notReady')}</span>}
          </li>
        ))}
        {pods.length > listed && (
          <li className="font-sans text-muted">{common('more', { count: pods.length - listed })}</li>
        )}
      </ol>
    </div>
  );
}
