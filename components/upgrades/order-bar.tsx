'use client';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { sendJson } from '#lib/client/fetcher.ts';
import { useFreshness } from '#lib/client/use-freshness.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import type { Fault } from '#lib/domain/result.ts';
import { type RunOrder, runOrders } from '#lib/domain/run/order.ts';
import { bringsTextBack } from '#lib/domain/run/text-back.ts';
import { ActionFault } from '../action/action-fault.tsx';
import { TextField } from '../action/field.tsx';
import { RuleButton } from '../action/rule-button.tsx';
import { useMayNot } from '../action/use-may-not.ts';
import { faultIn } from '../action/use-preview.ts';
import { useSheet } from '../action/use-sheet.ts';
import { visible } from '../pod-figure/text.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { changesOf } from './run-state.ts';

/** What can be told to a run, by the rules that the server asks; a button that does not apply says why. */
export function OrderBar({ run }: { run: RunView }) {
  const t = useTranslations('upgrades');
  const act = useTranslations('act');
  const { state } = useFreshness();
  const mayNot = useMayNot(run.target.namespace);
  const [sheet, openSheet] = useSheet();
  const asked = run.endedAt === null && runOrders.find((order) => order === sheet);
  const textHint = useTextHint();
  const why = (order: RunOrder): string | null => {
    const refusal = run.allowed[order];
    if (refusal !== null) return t(`refusal.${refusal}`);
    return state !== 'live' ? act('stale') : mayNot('upgrade', run.target.kind);
  };
  return (
    <section aria-label={t('orders')} className="flex flex-wrap gap-2">
      {run.endedAt === null &&
        runOrders.map((order) => (
          <RuleButton key={order} why={why(order)} onClick={() => openSheet(order)}>
            {t(`order.${order}`)}…
          </RuleButton>
        ))}
      {asked && (
        <OrderSheet
          id={run.id}
          subject={`${run.target.namespace}/${run.target.name} ${changesOf(run.change.images)}`}
          order={asked}
          why={why(asked)}
          hint={textHint(run, asked)}
          onClose={() => openSheet('')}
        />
      )}
    </section>
  );
}

/** Of a configuration's roll-out: what an order means for the text in the ConfigMap. */
function useTextHint(): (run: RunView, order: RunOrder) => string | undefined {
  const t = useTranslations('upgrades.configHint');
  return (run, order) => {
    if (run.kind !== 'config-restart' && run.kind !== 'config-reload') return undefined;
    if (order === 'abort') return t('abort');
    if (order !== 'rollback') return undefined;
    return bringsTextBack(run)
      ? t('rollback', { revision: String(run.change.payload?.fromRevision ?? '?') })
      : t('rollbackAlone');
  };
}

/** One order, with its consequence said and a reason asked for. */
export function OrderSheet(props: {
  id: string;
  /** What it is done to, and between which versions. */
  subject: string;
  order: RunOrder;
  /** Why it cannot be given now, in words. */
  why: string | null;
  /** What it means, where not what it means for a function. */
  hint?: string | undefined;
  onClose: () => void;
}) {
  const { id, order } = props;
  const t = useTranslations('upgrades');
  const act = useTranslations('act');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Fault | null>(null);
  const first = useRef<HTMLInputElement>(null);
  async function send(): Promise<void> {
    if (busy || props.why !== null) return;
    setBusy(true);
    setFault(null);
    try {
      await sendJson(
        'POST',
        `/api/v1/upgrades/${id}/${order}`,
        reason.trim() ? { reason: reason.trim() } : {},
      );
      props.onClose();
    } catch (error) {
      setFault(faultIn(error));
      setBusy(false);
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={t(`order.${order}`)}
      description={props.hint ?? t(`orderHint.${order}`)}
      initialFocus={first}
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p className="font-mono text-sm font-semibold [overflow-wrap:anywhere]">{visible(props.subject)}</p>
        <TextField
          ref={first}
          label={act('reason')}
          hint={act('reasonHint')}
          value={reason}
          onChange={setReason}
        />
        <div role="alert">{fault && <ActionFault fault={fault} />}</div>
        <footer className="flex justify-end gap-2">
          <Button onClick={props.onClose}>{act('cancel')}</Button>
          <RuleButton type="submit" look="primary" why={busy ? act('sending') : props.why}>
            {t(`order.${order}`)}
          </RuleButton>
        </footer>
      </form>
    </Dialog>
  );
}
