'use client';
import { useRouter } from 'next/navigation';
import { type RefObject, useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { sendJson } from '#lib/client/fetcher.ts';
import { useFreshness } from '#lib/client/use-freshness.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import type { UpgradePlan } from '#lib/contracts/upgrades.ts';
import type { Fault } from '#lib/domain/result.ts';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { ActionFault } from '../action/action-fault.tsx';
import { TextField } from '../action/field.tsx';
import { RuleButton } from '../action/rule-button.tsx';
import { newKey } from '../action/use-acting.ts';
import { useAgainWhenLive, useAgainWithRuns } from '../action/use-again.ts';
import { faultIn } from '../action/use-preview.ts';
import { rightText } from '../state/fault-panel.tsx';
import { AskedAnew } from '../ui/asked-anew.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { SheetFooter } from '../ui/sheet-footer.tsx';
import { KnownImages } from './known-images.tsx';
import { PlanView } from './plan-view.tsx';
import { tagOf } from './run-state.ts';
import { StrategyFields, type StrategyTyped, strategyInput, strategyTyped } from './strategy-fields.tsx';
import { useSettled } from './use-settled.ts';

/** Which version, how carefully, what will happen; then one button that starts it. */
export function UpgradeForm(props: {
  of: FunctionDetail;
  first: RefObject<HTMLInputElement | null>;
  onCancel: () => void;
}) {
  const { of } = props;
  const t = useTranslations('upgrades');
  const act = useTranslations('act');
  const router = useRouter();
  const containers = of.containers.filter(({ init }) => !init);
  const [images, setImages] = useState(() =>
    Object.fromEntries(containers.map((one) => [one.name, one.image])),
  );
  const [strategy, setStrategy] = useState<StrategyTyped>(strategyTyped);
  const [typed, setTyped] = useState({ reason: '', overrideFreeze: false, outage: false });
  const [key] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const changed = Object.fromEntries(
    containers.flatMap(({ name, image }) => {
      const wanted = (images[name] ?? '').trim();
      return wanted !== '' && wanted !== image ? [[name, wanted]] : [];
    }),
  );
  const input = strategyInput(strategy);
  const asked =
    Object.keys(changed).length === 0 || input === null
      ? null
      : JSON.stringify({ images: changed, strategy: input });
  const path = `/api/v1/functions/${encodeURIComponent(of.namespace)}/${of.kind}/${encodeURIComponent(of.name)}/upgrades`;
  const settled = useSettled(asked);
  const plan = useSWR<UpgradePlan | null, unknown>(
    settled === null ? null : [`${path}/plan`, settled],
    ([to, body]: [string, string]) => sendJson<UpgradePlan>('POST', to, JSON.parse(body)),
    { keepPreviousData: true, revalidateOnFocus: false, shouldRetryOnError: false },
  );
  useAgainWhenLive(plan.error === undefined || plan.isValidating ? null : faultIn(plan.error), plan.mutate);
  useAgainWithRuns(of, plan.mutate);
  const data = settled === null ? null : (plan.data ?? null);
  const current = data !== null && settled === asked && !plan.isValidating && plan.error === undefined;
  const why = useWhyNot(data, current, { asked, badStrategy: input === null, typed });
  const goal = Object.values(changed).map(tagOf).join(', ');

  async function start(): Promise<void> {
    if (why !== null || busy || asked === null) return;
    setBusy(true);
    setFault(null);
    try {
      const body = {
        ...JSON.parse(asked),
        ...(typed.reason.trim() && { reason: typed.reason.trim() }),
        ...(typed.overrideFreeze && { overrideFreeze: true }),
      };
      const run = await sendJson<RunView>('POST', path, body, { 'idempotency-key': key });
      if (run) router.push(`/upgrades/${run.id}`);
    } catch (error) {
      setFault(faultIn(error));
      setBusy(false);
      void plan.mutate();
    }
  }

  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      {containers.map((container, index) => (
        <div key={container.name}>
          <TextField
            {...(index === 0 && { ref: props.first })}
            label={t('image', { container: container.name })}
            hint={t('imageNow', { image: container.image })}
            value={images[container.name] ?? ''}
            onChange={(image) => setImages({ ...images, [container.name]: image })}
            mono
          />
          <KnownImages
            of={data?.known[container.name] ?? []}
            now={container.image}
            onChoose={(image) => setImages({ ...images, [container.name]: image })}
          />
        </div>
      ))}
      <StrategyFields
        typed={strategy}
        defaults={data?.strategy ?? null}
        hook={data?.hook != null}
        onChange={setStrategy}
      />
      {plan.error !== undefined && settled !== null && (
        <ActionFault fault={faultIn(plan.error)} again={() => void plan.mutate()} />
      )}
      {data && (
        <AskedAnew busy={!current}>
          <PlanView plan={data} />
        </AskedAnew>
      )}
      <TextField
        label={act('reason')}
        hint={act('reasonHint')}
        value={typed.reason}
        onChange={(reason) => setTyped({ ...typed, reason })}
      />
      {data?.undoers.some(({ by }) => by === 'freeze') && (
        <Checkbox
          label={t('overrideFreeze')}
          checked={typed.overrideFreeze}
          onChange={(overrideFreeze) => setTyped({ ...typed, overrideFreeze })}
        />
      )}
      {data?.outage && (
        <Checkbox
          label={t('acceptOutage', { name: of.name })}
          checked={typed.outage}
          onChange={(outage) => setTyped({ ...typed, outage })}
        />
      )}
      <div role="alert">{fault && <ActionFault fault={fault} />}</div>
      <SheetFooter why={why}>
        <Button onClick={props.onCancel}>{act('cancel')}</Button>
        <RuleButton
          type="submit"
          said
          look={data?.outage ? 'danger' : 'primary'}
          why={busy ? act('sending') : why}
        >
          {goal ? t('start', { name: of.name, to: goal }) : t('startNothing', { name: of.name })}
        </RuleButton>
      </SheetFooter>
    </form>
  );
}

function useWhyNot(
  plan: UpgradePlan | null,
  current: boolean,
  {
    asked,
    badStrategy,
    typed,
  }: {
    asked: string | null;
    badStrategy: boolean;
    typed: { reason: string; overrideFreeze: boolean; outage: boolean };
  },
): string | null {
  const t = useTranslations('upgrades');
  const act = useTranslations('act');
  const rules = useTranslations('action.refusal');
  const { state } = useFreshness();
  if (state !== 'live') return act('stale');
  if (badStrategy) return t('badNumber');
  if (asked === null) return t('chooseImage');
  if (plan === null || !current) return act('asking');
  if (plan.refused)
    return t.has(`planRefusal.${plan.refused.code}` as 'none')
      ? t(`planRefusal.${plan.refused.code}` as 'none', plan.refused.params)
      : plan.refused.code;
  const [right] = plan.missing;
  if (right) return act('missing', { right: rightText(right) });
  if (plan.undoers.some(({ by }) => by === 'freeze')) {
    if (!typed.overrideFreeze) return act('frozen');
    if (!typed.reason.trim()) return rules('reason-needed', {});
  }
  if (plan.outage && !typed.outage) return t('outageUnconfirmed');
  return null;
}
