'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { reasonProblem } from '#lib/domain/action/reason-text.ts';
import type { WorkloadKind } from '#lib/domain/kubernetes.ts';
import { ActionFault } from '../action/action-fault.tsx';
import { TextField } from '../action/field.tsx';
import { RuleButton } from '../action/rule-button.tsx';
import { useActing } from '../action/use-acting.ts';
import { visible } from '../pod-figure/text.ts';
import { usePreferences } from '../shell/preferences-provider.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useMayNotFreeze } from './freeze-notice.tsx';
import { untilOf } from './until.ts';
import { useFreezes } from './use-freezes.ts';

/** Freezes a chain, or its whole namespace: why, and until when. */
export function FreezeDialog(props: {
  namespace: string;
  chain: string;
  kinds: readonly WorkloadKind[];
  onClose: () => void;
  onDone: () => void;
}) {
  const { namespace, chain } = props;
  const t = useTranslations('act');
  const { zone } = usePreferences();
  const [whole, setWhole] = useState(false);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const { busy, fault, send } = useActing(props.onDone, 'PUT');
  const { freezes } = useFreezes(namespace);
  const shown = freezes.find((one) => one.chain === (whole ? null : chain)) ?? null;
  const mayNot = useMayNotFreeze(namespace, whole, props.kinds);
  const end = until === '' ? null : untilOf(until, zone, new Date());
  const why = busy
    ? t('sending')
    : (mayNot ??
      (reason.trim() === ''
        ? t('freeze.needsReason')
        : reasonProblem(reason.trim()) !== null
          ? t('reasonProblem')
          : until !== '' && end === null
            ? t('freeze.needsFuture')
            : null));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('freeze.title')}
      description={t('freeze.what')}
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (why !== null) return;
          void send('/api/v1/freezes', {
            namespace,
            ...(!whole && { chain }),
            expect: shown && { by: shown.by, reason: shown.reason, until: shown.until },
            reason: reason.trim(),
            ...(end !== null && { until: end }),
          });
        }}
      >
        <fieldset className="space-y-1 text-sm">
          <legend className="mb-1 font-semibold">{t('freeze.scope')}</legend>
          {[false, true].map((one) => (
            <label key={String(one)} className="flex min-h-7 items-center gap-2 [overflow-wrap:anywhere]">
              <input
                type="radio"
                name="scope"
                checked={whole === one}
                onChange={() => setWhole(one)}
                className="size-4 accent-accent"
              />
              {one
                ? t('freeze.wholeNamespace', { name: visible(namespace) })
                : t('freeze.thisChain', { name: visible(chain) })}
            </label>
          ))}
        </fieldset>
        <TextField label={t('freeze.why')} value={reason} onChange={setReason} />
        <TextField
          label={zone === 'utc' ? t('freeze.untilUtc') : t('freeze.untilLocal')}
          hint={t('freeze.untilHint')}
          type="datetime-local"
          value={until}
          onChange={setUntil}
        />
        <div role="alert">{fault && <ActionFault fault={fault} />}</div>
        <footer className="flex flex-wrap items-center justify-end gap-2">
          {why !== null && <span className="mr-auto text-sm text-muted [overflow-wrap:anywhere]">{why}</span>}
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <RuleButton type="submit" said look="primary" why={why}>
            {whole
              ? t('freeze.freezeNamespace', { name: visible(namespace) })
              : t('freeze.freezeChain', { name: visible(chain) })}
          </RuleButton>
        </footer>
      </form>
    </Dialog>
  );
}
