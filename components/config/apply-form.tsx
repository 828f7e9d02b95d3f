'use client';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { sendConfig } from '#lib/client/config-acts.ts';
import { unreachable } from '#lib/client/fault-of.ts';
import { FaultError, sendJson } from '#lib/client/fetcher.ts';
import type { ConfigApplied, EditConflict } from '#lib/contracts/config-acts.ts';
import type { Config } from '#lib/contracts/configs.ts';
import { reasonProblem } from '#lib/domain/action/reason-text.ts';
import type { Fault } from '#lib/domain/result.ts';
import { ActionFault } from '../action/action-fault.tsx';
import { TextField } from '../action/field.tsx';
import { RuleButton } from '../action/rule-button.tsx';
import { newKey } from '../action/use-acting.ts';
import { rightText } from '../state/fault-panel.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { SheetFooter } from '../ui/sheet-footer.tsx';
import { configApi } from './api.ts';
import { ApplyExact } from './apply-exact.tsx';
import { useRefusalText, useWarningText } from './coded-text.ts';
import { DiffView } from './diff-view.tsx';
import type { Base } from './use-edit.ts';
import { baseOf, useDryRun } from './use-review.ts';
import { useMayEdit, useMissing } from './use-rights.ts';

/** A change that is to be applied. */
export interface Wanted {
  base: Base;
  /** Keys that change. */
  data: Readonly<Record<string, string>>;
  /** The revision whose texts they are to the letter. */
  restores: number | null;
  /** Errors that the check found, and whether an FRR has checked at all. */
  errors: number;
  checked: boolean;
}

/** What the change does, the exact change, why, and the one button that applies it. */
export function ApplyForm(props: {
  of: Config;
  wanted: Wanted;
  stale: boolean;
  onApplied: (answer: ConfigApplied) => void;
  onConflict: (conflict: EditConflict) => void;
  onCancel: () => void;
}) {
  const { of, wanted } = props;
  const { base, data, restores } = wanted;
  const t = useTranslations('config.apply');
  const act = useTranslations('act');
  const warnings = useWarningText();
  const [opened] = useState(newKey);
  const [reason, setReason] = useState('');
  const [overrideFreeze, setOverrideFreeze] = useState(false);
  const [despite, setDespite] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const sending = useRef<{ content: string; key: string } | null>(null);
  const dryRun = useDryRun(of, base, data, { overrideFreeze, unchecked: despite }, opened);
  const why = useWhyNot({ ...props, dryRun, reason, overrideFreeze, despite });
  const frozen = overrideFreeze || (dryRun?.state === 'fault' && dryRun.fault.reason?.code === 'frozen');
  const keys = Object.keys(data);

  async function apply(): Promise<void> {
    if (why !== null || busy) return;
    setBusy(true);
    setFault(null);
    const common = {
      resourceVersion: base.resourceVersion,
      ...(reason.trim() && { reason: reason.trim() }),
      ...(overrideFreeze && { overrideFreeze }),
      ...(despite && { unchecked: true }),
    };
    // The same change sent again after silence is applied once.
    const content = JSON.stringify([common, data]);
    if (sending.current?.content !== content) sending.current = { content, key: newKey() };
    const { key } = sending.current;
    try {
      if (restores !== null) {
        const body = { ...common, revision: restores, keys };
        const answer = await sendJson<ConfigApplied>('POST', configApi(of, 'restore'), body, {
          'idempotency-key': key,
        });
        if (answer) props.onApplied(answer);
        return;
      }
      const body = { ...common, data: { ...data }, base: baseOf(base, data) };
      const outcome = await sendConfig(configApi(of), body, key);
      if (outcome.state === 'applied') props.onApplied(outcome.answer);
      else if (outcome.state === 'conflict') props.onConflict(outcome.conflict);
      else refused(outcome.fault);
    } catch (error) {
      refused(error instanceof FaultError ? error.fault : unreachable);
    } finally {
      setBusy(false);
    }
  }
  function refused(found: Fault): void {
    if (found.kind !== 'unreachable') sending.current = null;
    setFault(found);
  }

  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        void apply();
      }}
    >
      {keys.map((key) => (
        <DiffView key={key} of={of} name={key} text={data[key] ?? ''} opened={opened} />
      ))}
      {dryRun?.state === 'applied' && dryRun.answer.warnings.length > 0 && (
        <ul className="list-inside list-disc rounded-md border border-degraded-line bg-degraded-soft p-2.5 text-sm text-degraded">
          {dryRun.answer.warnings.map(({ code, params }) => (
            <li key={code}>{warnings(code, params)}</li>
          ))}
        </ul>
      )}
      <p className="text-sm text-muted">{t('notLiveYet')}</p>
      <ApplyExact of={of} base={base} data={data} dryRun={dryRun} />
      <TextField label={act('reason')} hint={act('reasonHint')} value={reason} onChange={setReason} />
      {frozen && (
        <Checkbox label={t('overrideFreeze')} checked={overrideFreeze} onChange={setOverrideFreeze} />
      )}
      {(wanted.errors > 0 || !wanted.checked) && (
        <Checkbox
          label={wanted.errors > 0 ? t('despiteErrors', { count: wanted.errors }) : t('despiteUnchecked')}
          checked={despite}
          onChange={setDespite}
        />
      )}
      <div role="alert">
        {fault && <ActionFault fault={fault} />}
        {!fault && dryRun?.state === 'conflict' && (
          <div className="flex flex-wrap items-center gap-3 rounded-md border border-degraded-line bg-degraded-soft p-2.5 text-sm text-degraded">
            <p className="flex-1">{t('changedMeanwhile')}</p>
            <Button onClick={() => props.onConflict(dryRun.conflict)}>{t('merge')}</Button>
          </div>
        )}
      </div>
      <SheetFooter why={why}>
        <Button onClick={props.onCancel}>{t('goOnEditing')}</Button>
        <RuleButton type="submit" said look="primary" why={busy ? act('sending') : why}>
          {restores === null
            ? t('button', { keys: keys.join(', '), name: of.name })
            : t('buttonRestore', { revision: restores, name: of.name })}
        </RuleButton>
      </SheetFooter>
    </form>
  );
}

/** Why the change cannot be applied now, in words, or null. */
function useWhyNot(state: {
  of: Config;
  wanted: Wanted;
  stale: boolean;
  dryRun: ReturnType<typeof useDryRun>;
  reason: string;
  overrideFreeze: boolean;
  despite: boolean;
}): string | null {
  const t = useTranslations('config.apply');
  const act = useTranslations('act');
  const rules = useRefusalText();
  const missing = useMissing()(useMayEdit(state.of));
  const { dryRun, wanted } = state;
  if (state.stale) return act('stale');
  if (missing !== null) return missing;
  if (dryRun === null) return act('asking');
  if (dryRun.state === 'conflict') return t('mergeFirst');
  if (dryRun.state === 'fault') {
    const { fault } = dryRun;
    if (fault.right) return act('missing', { right: rightText(fault.right) });
    if (fault.reason) return rules(fault.reason.code, fault.reason.params, fault.detail);
    return act('apiRefuses', { detail: fault.detail });
  }
  if (wanted.errors > 0 && !state.despite) return t('hasErrors');
  if (!wanted.checked && !state.despite) return t('unchecked');
  if (reasonProblem(state.reason.trim()) !== null) return act('reasonProblem');
  if (state.overrideFreeze && !state.reason.trim()) return rules('reason-needed', {});
  return null;
}
