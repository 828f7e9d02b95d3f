'use client';
import { type RefObject, useDeferredValue, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFreshness } from '#lib/client/use-freshness.ts';
import type { ActionRequest, ActionTarget } from '#lib/domain/action/action.ts';
import { reasonProblem } from '#lib/domain/action/reason-text.ts';
import { rightText } from '../state/fault-panel.tsx';
import { AskedAnew } from '../ui/asked-anew.tsx';
import { Button } from '../ui/button.tsx';
import { Checkbox } from '../ui/checkbox.tsx';
import { SheetFooter } from '../ui/sheet-footer.tsx';
import { ActionFault } from './action-fault.tsx';
import type { Acted } from './action-outcome.tsx';
import { actionCall, type PreviewAnswer, type Typed } from './api.ts';
import { ChangedSince } from './changed-since.tsx';
import { ExactChange } from './exact-change.tsx';
import { TextField } from './field.tsx';
import { ReplicasField, replicasOf } from './replicas-field.tsx';
import { RuleButton } from './rule-button.tsx';
import { newKey, useActing } from './use-acting.ts';
import { usePreview } from './use-preview.ts';
import { useWords } from './use-words.ts';
import { WhatHappens } from './what-happens.tsx';

/** What will happen, why, and the one button that does it. */
export function ActionForm(props: {
  target: ActionTarget;
  request: ActionRequest;
  podUid?: string;
  first: RefObject<HTMLInputElement | null>;
  /** `unanswered`: it was sent, and what came of it is still to be found out. */
  onDone: (acted: Acted, unanswered: boolean) => void;
  /** Another action does better what is wanted. */
  onInstead: (request: ActionRequest) => void;
  onCancel: () => void;
}) {
  const { target, first } = props;
  const t = useTranslations('act');
  const words = useWords();
  const [opened] = useState(newKey);
  // Of the pod that was on the page when the sheet opened: one that came since under its name was not meant.
  const [podUid, setPodUid] = useState(props.podUid);
  const scales = props.request.action === 'scale';
  const [replicas, setReplicas] = useState(
    props.request.action === 'scale' ? String(props.request.replicas) : '',
  );
  const [typed, setTyped] = useState<Typed>({ reason: '', confirm: '', overrideFreeze: false });
  const request = scales ? scaleTo(replicas) : props.request;
  const preview = usePreview(target, useSettled(request), opened);
  // What the person had before his eyes when he was refused because it was no longer so.
  const [seen, setSeen] = useState<PreviewAnswer | null>(null);
  const acting = useActing((answer) => props.onDone(answer, false));
  const why = useWhyNotNow(preview, request, typed);
  const { data } = preview;

  async function submit(): Promise<void> {
    if (why !== null || data === null) return;
    const { path, body } = actionCall(data, typed, podUid);
    await acting.send(path, body);
  }
  // What was seen is no longer so: the person decides again, on what is so now.
  const { fault } = acting;
  const { again } = preview;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each refusal
  useEffect(() => {
    if (fault?.kind === 'unreachable' && fault.action && data)
      props.onDone(actedBy(data, fault.action), true);
    else if (fault !== null) {
      setSeen(data);
      setPodUid(props.podUid);
      void again();
    }
  }, [fault]);

  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {scales && (
        <ReplicasField
          ref={first}
          value={replicas}
          now={data?.from.replicas ?? null}
          onChange={setReplicas}
        />
      )}
      {preview.fault && <ActionFault fault={preview.fault} again={() => void preview.again()} />}
      {data ? (
        <AskedAnew busy={!isOf(preview, request)}>
          <div className="space-y-4">
            <WhatHappens preview={data} onInstead={props.onInstead} />
            <ExactChange preview={data} />
          </div>
        </AskedAnew>
      ) : (
        !preview.fault && <p className="text-sm text-muted">{t('asking')}</p>
      )}
      <TextField
        ref={scales ? undefined : first}
        label={t('reason')}
        hint={t('reasonHint')}
        value={typed.reason}
        onChange={(reason) => setTyped({ ...typed, reason })}
      />
      {data?.freeze && (
        <Checkbox
          label={t('override', { scope: data.freeze.scope })}
          checked={typed.overrideFreeze}
          onChange={(overrideFreeze) => setTyped({ ...typed, overrideFreeze })}
        />
      )}
      {data?.confirm && (
        <Confirmation
          of={data.confirm}
          value={typed.confirm}
          onChange={(confirm) => setTyped({ ...typed, confirm })}
        />
      )}
      <div role="alert">
        {fault && (
          <ActionFault fault={fault}>
            {seen && data && preview.current && <ChangedSince before={seen.spec} now={data.spec} />}
          </ActionFault>
        )}
      </div>
      <SheetFooter why={why}>
        <Button onClick={props.onCancel}>{t('cancel')}</Button>
        <RuleButton
          type="submit"
          said
          look={data?.confirm ? 'danger' : 'primary'}
          why={acting.busy ? t('sending') : why}
        >
          {words(request ?? props.request, target.name, data ?? undefined)}
        </RuleButton>
      </SheetFooter>
    </form>
  );
}

/** What was sent, where no answer tells it. */
function actedBy({ request, target, from, to, undo }: PreviewAnswer, id: string): Acted {
  const name = request.action === 'evict' ? request.pod : target.name;
  return { id, action: request.action, name, summary: '', from, to, undo };
}

function Confirmation(props: {
  of: NonNullable<PreviewAnswer['confirm']>;
  value: string;
  onChange: (value: string) => void;
}) {
  const t = useTranslations('act');
  const reasons = useTranslations('action.confirm');
  const { code, params, name } = props.of;
  return (
    <div className="rounded-md border border-down-line bg-down-soft p-3 text-down">
      <p className="mb-2 text-sm font-semibold">{reasons(code, params)}</p>
      <TextField label={t('typeName', { name })} value={props.value} onChange={props.onChange} mono />
    </div>
  );
}

/** Whether the answer is of what is typed now, and no other is under way. */
const isOf = (
  { data, current }: Pick<ReturnType<typeof usePreview>, 'data' | 'current'>,
  request: ActionRequest | null,
): boolean => current && JSON.stringify(data?.request) === JSON.stringify(request);

/** Why the button does not act now, in words, or null. */
function useWhyNotNow(
  { data, current, fault }: ReturnType<typeof usePreview>,
  request: ActionRequest | null,
  typed: Typed,
): string | null {
  const t = useTranslations('act');
  const rules = useTranslations('action.refusal');
  const warnings = useTranslations('action.warning');
  const { state } = useFreshness();
  if (state !== 'live') return t('stale');
  if (request === null) return t('notANumber');
  if (fault) return t('noPreview');
  if (data === null || !isOf({ data, current }, request)) return t('asking');
  if (data.refused) return rules(data.refused.code, data.refused.params);
  const [right] = data.missing;
  if (right) return t('missing', { right: rightText(right) });
  const same = data.warnings.find(({ code }) => code === 'no-change');
  if (same) return warnings(same.code, same.params);
  if (data.dryRun && !data.dryRun.ok) return t('apiRefuses', { detail: data.dryRun.detail });
  if (reasonProblem(typed.reason.trim()) !== null) return t('reasonProblem');
  if (data.freeze && !typed.overrideFreeze) return t('frozen');
  if (data.freeze && !typed.reason.trim()) return rules('reason-needed', {});
  if (data.confirm && typed.confirm !== data.confirm.name)
    return rules('confirmation-needed', { confirm: data.confirm.name });
  return null;
}

function scaleTo(text: string): ActionRequest | null {
  const replicas = replicasOf(text);
  return replicas === null ? null : { action: 'scale', replicas };
}

/** The last request that stood for a moment: not every digit on the way is asked about. */
function useSettled(request: ActionRequest | null): ActionRequest | null {
  const [settled, setSettled] = useState(request);
  const text = JSON.stringify(useDeferredValue(request));
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as ActionRequest | null), 200);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
