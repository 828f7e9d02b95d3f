'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { reasonProblem } from '#lib/domain/action/reason-text.ts';
import { ActionFault } from '../action/action-fault.tsx';
import { TextField } from '../action/field.tsx';
import { RuleButton } from '../action/rule-button.tsx';
import { useActing } from '../action/use-acting.ts';
import { visible } from '../pod-figure/text.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { DeclaredFreeze } from './use-freezes.ts';

/** Lifts a freeze; a reason is kept with the record. */
export function LiftDialog(props: { freeze: DeclaredFreeze; onClose: () => void; onDone: () => void }) {
  const { namespace, chain, by, reason: was, until } = props.freeze;
  const t = useTranslations('act');
  const [reason, setReason] = useState('');
  const { busy, fault, send } = useActing(props.onDone, 'POST');
  const name = visible(chain ?? namespace);
  const title = chain === null ? t('freeze.liftNamespace', { name }) : t('freeze.liftChain', { name });
  const why = busy ? t('sending') : reasonProblem(reason.trim()) === null ? null : t('reasonProblem');
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()} title={title}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (why !== null) return;
          void send('/api/v1/freezes/lift', {
            namespace,
            ...(chain !== null && { chain }),
            expect: { by, reason: was, until },
            ...(reason.trim() && { reason: reason.trim() }),
          });
        }}
      >
        <TextField label={t('reason')} hint={t('reasonHint')} value={reason} onChange={setReason} />
        <div role="alert">{fault && <ActionFault fault={fault} />}</div>
        <footer className="flex flex-wrap justify-end gap-2">
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <RuleButton type="submit" look="primary" why={why}>
            {title}
          </RuleButton>
        </footer>
      </form>
    </Dialog>
  );
}
