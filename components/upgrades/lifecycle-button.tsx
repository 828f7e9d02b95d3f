'use client';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useCluster, useFreshness } from '#lib/client/use-freshness.ts';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { RuleButton } from '../action/rule-button.tsx';
import { useMayNot } from '../action/use-may-not.ts';
import { useSheetOf } from '../action/use-sheet.ts';
import { Dialog } from '../ui/dialog.tsx';
import { LifecycleForm } from './lifecycle-form.tsx';

/** Opens the sheet that starts the lifecycle checks; only where the function may be tried out. */
export function LifecycleButton({ of }: { of: FunctionDetail }) {
  const t = useTranslations('lifecycle');
  const act = useTranslations('act');
  const { state } = useFreshness();
  const simulated = useCluster()?.simulated ?? false;
  const mayNot = useMayNot(of.namespace);
  const [open, setOpen] = useSheetOf('lifecycle');
  const first = useRef<HTMLInputElement>(null);
  const lab = simulated || of.lab !== false ? null : t('notLab', { namespace: of.namespace });
  return (
    <>
      <RuleButton
        why={state === 'live' ? (mayNot('lifecycle', of.kind) ?? lab) : act('stale')}
        onClick={() => setOpen(true)}
      >
        {t('button')}…
      </RuleButton>
      {open && (
        <Dialog
          open
          onOpenChange={setOpen}
          title={t('title', { name: of.name })}
          description={t('hint')}
          className="top-[6vh] max-h-[88vh] w-[min(48rem,calc(100vw-1rem))]"
          initialFocus={first}
        >
          <LifecycleForm of={of} first={first} onCancel={() => setOpen(false)} />
        </Dialog>
      )}
    </>
  );
}
