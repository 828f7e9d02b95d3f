'use client';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { reasonProblem } from '#lib/domain/action/reason-text.ts';
import type { AlertView } from '#lib/domain/alert/alert.ts';
import type { WorkloadKind } from '#lib/domain/kubernetes.ts';
import { ActionFault } from '../action/action-fault.tsx';
import { TextField } from '../action/field.tsx';
import { RuleButton } from '../action/rule-button.tsx';
import { useActing } from '../action/use-acting.ts';
import { functionPath } from '../function/paths.ts';
import { visible } from '../pod-figure/text.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Select } from '../ui/select.tsx';

const hours = [1, 4, 8, 24, 72] as const;

/** Says who attends to a function's alerts, with what, and for how long; or takes that back. */
export function AcknowledgeDialog(props: {
  alert: AlertView;
  target: { namespace: string; kind: WorkloadKind; name: string };
  onClose: () => void;
}) {
  const { alert, target, onClose } = props;
  const t = useTranslations('alerts.acknowledge');
  const act = useTranslations('act');
  // What was shown when it was opened: where somebody else was faster, he is not overwritten unseen.
  const [shown] = useState(alert.acknowledged);
  const [note, setNote] = useState(shown?.note ?? '');
  const [lasts, setLasts] = useState('8');
  const first = useRef<HTMLInputElement>(null);
  const { busy, fault, send } = useActing(onClose);
  const name = visible(target.name);
  const path = `/api/v1${functionPath(target)}`;
  const expect = shown && { by: shown.by, at: shown.at };
  const problem =
    note.trim() === '' ? t('needsNote') : reasonProblem(note.trim()) !== null ? act('reasonProblem') : null;
  const why = busy ? act('sending') : problem;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title', { name })}
      description={t('what')}
      initialFocus={first}
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (why !== null) return;
          const until = new Date(Date.now() + Number(lasts) * 3_600_000).toISOString();
          void send(`${path}/acknowledge`, { note: note.trim(), until, expect });
        }}
      >
        <TextField ref={first} label={t('noteLabel')} hint={t('noteHint')} value={note} onChange={setNote} />
        <Select
          showLabel
          label={t('lasts')}
          value={lasts}
          options={hours.map((value) => ({ value: String(value), label: t('hours', { count: value }) }))}
          onChange={setLasts}
        />
        <div role="alert">{fault && <ActionFault fault={fault} />}</div>
        <footer className="flex flex-wrap items-center justify-end gap-2">
          {why !== null && <span className="mr-auto text-sm text-muted">{why}</span>}
          {shown !== null && (
            <RuleButton
              className="mr-auto"
              why={busy ? act('sending') : null}
              onClick={() => void send(`${path}/unacknowledge`, { expect })}
            >
              {t('takeBack')}
            </RuleButton>
          )}
          <Button onClick={onClose}>{act('cancel')}</Button>
          <RuleButton type="submit" said look="primary" why={why}>
            {t('submit', { name })}
          </RuleButton>
        </footer>
      </form>
    </Dialog>
  );
}
