'use client';
import { useRouter } from 'next/navigation';
import { type RefObject, useState } from 'react';
import { useTranslations } from 'use-intl';
import { sendJson } from '#lib/client/fetcher.ts';
import { useFreshness } from '#lib/client/use-freshness.ts';
import type { ChainRunView } from '#lib/contracts/chain-run.ts';
import type { UpgradePlan } from '#lib/contracts/upgrades.ts';
import type { Fault } from '#lib/domain/result.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { ActionFault } from '../action/action-fault.tsx';
import { TextField } from '../action/field.tsx';
import { RuleButton } from '../action/rule-button.tsx';
import { newKey } from '../action/use-acting.ts';
import { faultIn } from '../action/use-preview.ts';
import { functionKey } from '../function/paths.ts';
import { rightText } from '../state/fault-panel.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { SheetFooter } from '../ui/sheet-footer.tsx';
import { ChainMemberFields, type MemberChoice, noChoice } from './chain-member-fields.tsx';
import { StrategyFields, type StrategyTyped, strategyInput, strategyTyped } from './strategy-fields.tsx';

/** Which function gets which version, in which order, how carefully, what will happen; then one button that starts it. */
export function ChainUpgradeForm(props: {
  namespace: string;
  chain: string;
  functions: readonly FunctionRow[];
  first: RefObject<HTMLInputElement | null>;
  onCancel: () => void;
}) {
  const t = useTranslations('upgrades');
  const act = useTranslations('act');
  const router = useRouter();
  const [order, setOrder] = useState(() => props.functions.map(functionKey));
  const [choices, setChoices] = useState<Record<string, MemberChoice>>({});
  const [strategy, setStrategy] = useState<StrategyTyped>(strategyTyped);
  const [typed, setTyped] = useState({ reason: '', overrideFreeze: false, outage: false });
  const [key] = useState(newKey);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const input = strategyInput(strategy);
  const rows = order.flatMap((one) => props.functions.find((row) => functionKey(row) === one) ?? []);
  const chosen = rows.filter((row) => Object.keys(choices[functionKey(row)]?.changed ?? {}).length > 0);
  const plans = chosen.map((row) => choices[functionKey(row)]?.plan ?? null);
  const known = plans.filter((plan) => plan !== null);
  const frozen = known.some(({ undoers }) => undoers.some(({ by }) => by === 'freeze'));
  const outages = known.filter(({ outage }) => outage).map(({ target }) => target.name);
  const why = useWhyNot(plans, { badStrategy: input === null, frozen, outages: outages.length > 0, typed });

  const change = (of: FunctionRow) => (choice: Partial<MemberChoice>) =>
    setChoices((before) => {
      const old = before[functionKey(of)] ?? noChoice;
      return { ...before, [functionKey(of)]: { ...old, ...choice } };
    });
  const move = (place: number, by: -1 | 1) => {
    const next = [...order];
    const [moved] = next.splice(place, 1);
    if (moved !== undefined) next.splice(place + by, 0, moved);
    setOrder(next);
  };

  async function start(): Promise<void> {
    if (why !== null || busy || input === null) return;
    setBusy(true);
    setFault(null);
    try {
      const path = `/api/v1/chains/${encodeURIComponent(props.chain)}/upgrades?${new URLSearchParams({ namespace: props.namespace })}`;
      const body = {
        functions: chosen.map((row) => ({
          kind: row.kind,
          name: row.name,
          images: choices[functionKey(row)]?.changed ?? {},
        })),
        strategy: input,
        ...(typed.reason.trim() && { reason: typed.reason.trim() }),
        ...(typed.overrideFreeze && { overrideFreeze: true }),
      };
      const run = await sendJson<ChainRunView>('POST', path, body, { 'idempotency-key': key });
      if (run) router.push(`/upgrades/${run.id}`);
    } catch (error) {
      setFault(faultIn(error));
      setBusy(false);
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
      {rows.map((row, place) => (
        <ChainMemberFields
          key={functionKey(row)}
          of={row}
          place={place + 1}
          last={place === rows.length - 1}
          choice={choices[functionKey(row)] ?? noChoice}
          strategy={input && JSON.stringify(input)}
          first={place === 0 ? props.first : undefined}
          onChange={change(row)}
          onMove={(by) => move(place, by)}
        />
      ))}
      <StrategyFields typed={strategy} defaults={known[0]?.strategy ?? null} onChange={setStrategy} />
      <TextField
        label={act('reason')}
        hint={act('reasonHint')}
        value={typed.reason}
        onChange={(reason) => setTyped({ ...typed, reason })}
      />
      {frozen && (
        <Checkbox
          label={t('overrideFreeze')}
          checked={typed.overrideFreeze}
          onChange={(overrideFreeze) => setTyped({ ...typed, overrideFreeze })}
        />
      )}
      {outages.length > 0 && (
        <Checkbox
          label={t('chainSheet.outage', { names: outages.join(', ') })}
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
          look={outages.length > 0 ? 'danger' : 'primary'}
          why={busy ? act('sending') : why}
        >
          {t('chainSheet.start', { count: chosen.length })}
        </RuleButton>
      </SheetFooter>
    </form>
  );
}

function useWhyNot(
  plans: readonly (UpgradePlan | null)[],
  about: {
    badStrategy: boolean;
    frozen: boolean;
    outages: boolean;
    typed: { reason: string; overrideFreeze: boolean; outage: boolean };
  },
): string | null {
  const t = useTranslations('upgrades');
  const act = useTranslations('act');
  const rules = useTranslations('action.refusal');
  const { state } = useFreshness();
  const { typed } = about;
  if (state !== 'live') return act('stale');
  if (about.badStrategy) return t('badNumber');
  if (plans.length === 0) return t('chooseImage');
  for (const plan of plans) {
    if (plan === null) return act('asking');
    const { refused, target, missing } = plan;
    if (refused) {
      const code = `planRefusal.${refused.code}` as 'none';
      return `${target.name}: ${t.has(code) ? t(code, refused.params) : refused.code}`;
    }
    const [right] = missing;
    if (right) return act('missing', { right: rightText(right) });
  }
  if (about.frozen && !typed.overrideFreeze) return act('frozen');
  if (about.frozen && !typed.reason.trim()) return rules('reason-needed', {});
  return about.outages && !typed.outage ? t('outageUnconfirmed') : null;
}
