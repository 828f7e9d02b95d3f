'use client';
import { useEffect, useId, useRef, useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { type FaultError, fetchJson } from '#lib/client/fetcher.ts';
import type { ConfigApplied } from '#lib/contracts/config-acts.ts';
import type { Config } from '#lib/contracts/configs.ts';
import { reasonProblem } from '#lib/domain/action/reason-text.ts';
import { ActionFault } from '../action/action-fault.tsx';
import { TextField } from '../action/field.tsx';
import { RuleButton } from '../action/rule-button.tsx';
import { visible } from '../pod-figure/text.ts';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { SheetFooter } from '../ui/sheet-footer.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { configApi, type RolloutAnswer, type RolloutPlan } from './api.ts';
import { Arrival } from './arrival.tsx';
import { useRefusalText, useWarningText } from './coded-text.ts';
import { EffectMark } from './effect-mark.tsx';
import { useMayRollOut, useMissing } from './use-rights.ts';
import { useSendRollout } from './use-send-rollout.ts';

type Method = RolloutPlan['methods'][number];

/** How the present text is brought into the routers: live or by restart, each with its consequences. */
export function RolloutForm(props: {
  of: Config;
  applied: ConfigApplied | null;
  stale: boolean;
  onStarted: (answer: RolloutAnswer) => void;
  onClose: () => void;
}) {
  const { of, applied } = props;
  const t = useTranslations('config.rollout');
  const act = useTranslations('act');
  const rules = useRefusalText();
  const group = useId();
  const heading = useRef<HTMLParagraphElement>(null);
  const [chosen, setChosen] = useState<Method['method'] | null>(null);
  const [reason, setReason] = useState('');
  const [overrideFreeze, setOverrideFreeze] = useState(false);
  const kinds = of.usedBy.map(({ kind }) => kind);
  const missing = useMissing()(useMayRollOut(of.namespace, kinds));
  const plan = useSWR<RolloutPlan, FaultError>(
    [configApi(of, 'rollout'), applied?.resourceVersion],
    ([path]: [string]) => fetchJson<RolloutPlan>(path),
    {
      revalidateOnFocus: false,
    },
  );
  const rollout = useSendRollout(of, props.onStarted);
  // The button that was pressed is gone: the focus goes to what came of it.
  useEffect(() => heading.current?.focus(), []);
  const methods = plan.data?.methods ?? [];
  const preferred = plan.data?.recommended ?? methods.find(({ refused }) => refused === null)?.method;
  const method = methods.find((one) => one.method === (chosen ?? preferred)) ?? null;
  const frozen = overrideFreeze || rollout.fault?.reason?.code === 'frozen';
  const why = props.stale
    ? act('stale')
    : missing !== null
      ? missing
      : !plan.data
        ? act('asking')
        : method === null
          ? t('choose')
          : method.refused
            ? rules(method.refused.code, method.refused.params)
            : reasonProblem(reason.trim()) !== null
              ? act('reasonProblem')
              : rollout.busy
                ? act('sending')
                : null;
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (why !== null || !method || !plan.data) return;
        void rollout.send({
          method: method.method,
          resourceVersion: plan.data.resourceVersion,
          ...(reason.trim() && { reason: reason.trim() }),
          ...(overrideFreeze && { overrideFreeze }),
        });
      }}
    >
      <p
        ref={heading}
        tabIndex={-1}
        role="status"
        className="flex items-baseline gap-2 font-semibold outline-none"
      >
        {applied && <HealthShape health="ok" className="translate-y-[0.1em]" />}
        {applied ? t('applied', { name: of.name }) : t('present', { name: of.name })}
      </p>
      {plan.error && <ActionFault fault={plan.error.fault} again={() => void plan.mutate()} />}
      {!plan.data && !plan.error && <Skeleton rows={5} />}
      {plan.data && (
        <>
          <fieldset className="grid gap-3 md:grid-cols-2">
            <legend className="label mb-1">{t('how')}</legend>
            {methods.map((one) => (
              <MethodChoice
                key={one.method}
                of={one}
                group={group}
                checked={method?.method === one.method}
                recommended={plan.data?.recommended === one.method}
                onChoose={() => setChosen(one.method)}
              />
            ))}
          </fieldset>
          <PlanPods plan={plan.data} />
          <TextField label={act('reason')} hint={act('reasonHint')} value={reason} onChange={setReason} />
          {frozen && (
            <Checkbox label={t('overrideFreeze')} checked={overrideFreeze} onChange={setOverrideFreeze} />
          )}
        </>
      )}
      <div role="alert">{rollout.fault && <ActionFault fault={rollout.fault} />}</div>
      <SheetFooter why={why}>
        <Button onClick={props.onClose}>{t('later')}</Button>
        <RuleButton type="submit" said look="primary" why={why}>
          {method?.method === 'restart' ? t('restartButton') : t('reloadButton')}
        </RuleButton>
      </SheetFooter>
    </form>
  );
}

function MethodChoice(props: {
  of: Method;
  group: string;
  checked: boolean;
  recommended: boolean;
  onChoose: () => void;
}) {
  const { of } = props;
  const t = useTranslations('config.rollout');
  const rules = useRefusalText();
  const warnings = useWarningText();
  return (
    <label
      className={`flex gap-2.5 rounded-md border p-3 text-sm ${props.checked ? 'border-accent bg-accent-soft' : 'border-line bg-surface'}`}
    >
      <input
        type="radio"
        name={props.group}
        checked={props.checked}
        onChange={props.onChoose}
        disabled={of.refused !== null}
        className="mt-0.5 size-4 accent-accent"
      />
      <span className="min-w-0 space-y-1">
        <span className="block font-semibold">
          {t(`method.${of.method}`)}
          {props.recommended && (
            <span className="ml-2 text-xs font-normal text-muted">{t('recommended')}</span>
          )}
        </span>
        <span className="block text-muted">{t(`methodBody.${of.method}`)}</span>
        {of.restarts.length > 0 && (
          <span className="block">
            {t('restarts', { count: of.restarts.length })}{' '}
            <span className="font-mono text-xs [overflow-wrap:anywhere]">
              {of.restarts.map(visible).join(', ')}
            </span>
          </span>
        )}
        {of.refused && <span className="block text-down">{rules(of.refused.code, of.refused.params)}</span>}
        {of.warnings.map(({ code, params }) => (
          <span key={code} className="block text-degraded">
            {warnings(code, params)}
          </span>
        ))}
      </span>
    </label>
  );
}

/** Router by router: whether the text is there already, how it will get there, and what it does. */
function PlanPods({ plan }: { plan: RolloutPlan }) {
  const t = useTranslations('config.rollout');
  const drift = useTranslations('config.drift');
  return (
    <div className="overflow-x-auto rounded-md border border-line">
      <table aria-label={t('routers')} className="w-full border-collapse text-left text-xs">
        <thead>
          <tr className="bg-sunken">
            {(['router', 'way', 'reaches', 'running', 'does'] as const).map((column) => (
              <th key={column} scope="col" className="label whitespace-nowrap px-3 py-1.5">
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plan.pods.map((pod) => (
            <tr key={pod.pod} className="border-t border-line align-top">
              <td className="px-3 py-1.5 font-mono font-semibold [overflow-wrap:anywhere]">
                {visible(pod.pod)}
              </td>
              <td className="px-3 py-1.5">
                <Arrival arrival={pod.arrival} path={pod.path} />
              </td>
              <td className="px-3 py-1.5">{t(`by.${pod.reaches}`)}</td>
              <td className="px-3 py-1.5">{drift(`state.${pod.drift}`)}</td>
              <td className="px-3 py-1.5">
                <EffectMark effect={pod.effect} />
                {pod.detail !== null && <span className="block text-muted">{visible(pod.detail)}</span>}
                <span className="block font-mono">
                  {pod.delete.length > 0 && <span className="text-down">−{pod.delete.length} </span>}
                  {pod.add.length > 0 && <span className="text-ok">+{pod.add.length}</span>}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
