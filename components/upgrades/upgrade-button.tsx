'use client';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useFreshness } from '#lib/client/use-freshness.ts';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { RuleButton } from '../action/rule-button.tsx';
import { useMayNot } from '../action/use-may-not.ts';
import { useSheetOf } from '../action/use-sheet.ts';
import { Dialog } from '../ui/dialog.tsx';
import { UpgradeForm } from './upgrade-form.tsx';

/** Opens the sheet that plans and starts an upgrade. */
export function UpgradeButton({ of }: { of: FunctionDetail }) {
  const t = useTranslations('upgrades');
  const act = useTranslations('act');
  const { state } = useFreshness();
  const mayNot = useMayNot(of.namespace);
  const [open, setOpen] = useSheetOf('upgrade');
  const first = useRef<HTMLInputElement>(null);
  return (
    <>
      <RuleButton
        why={state === 'live' ? mayNot('upgrade', of.kind) : act('stale')}
        onClick={() => setOpen(true)}
      >
        {t('upgrade')}…
      </RuleButton>
      {open && (
        <Dialog
          open
          onOpenChange={setOpen}
          title={t('title', { name: of.name })}
          className="top-[6vh] max-h-[88vh] w-[min(44rem,calc(100vw-1rem))]"
          initialFocus={first}
        >
          <UpgradeForm of={of} first={first} onCancel={() => setOpen(false)} />
        </Dialog>
      )}
    </>
  );
}
