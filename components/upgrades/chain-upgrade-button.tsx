'use client';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useFreshness } from '#lib/client/use-freshness.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { RuleButton } from '../action/rule-button.tsx';
import { useMayNot } from '../action/use-may-not.ts';
import { useSheetOf } from '../action/use-sheet.ts';
import { Dialog } from '../ui/dialog.tsx';
import { ChainUpgradeForm } from './chain-upgrade-form.tsx';

/** Opens the sheet that plans and starts the upgrade of several functions of a chain. */
export function ChainUpgradeButton(props: {
  namespace: string;
  chain: string;
  functions: readonly FunctionRow[];
}) {
  const t = useTranslations('upgrades.chainSheet');
  const act = useTranslations('act');
  const { state } = useFreshness();
  const mayNot = useMayNot(props.namespace);
  const [open, setOpen] = useSheetOf('upgrade');
  const first = useRef<HTMLInputElement>(null);
  const kinds = [...new Set(props.functions.map(({ kind }) => kind))];
  const missing = kinds.map((kind) => mayNot('upgrade', kind)).find((one) => one !== null) ?? null;
  return (
    <>
      <RuleButton why={state === 'live' ? missing : act('stale')} onClick={() => setOpen(true)}>
        {t('open')}…
      </RuleButton>
      {open && (
        <Dialog
          open
          onOpenChange={setOpen}
          title={t('title', { name: props.chain })}
          description={t('intro')}
          className="top-[6vh] max-h-[88vh] w-[min(46rem,calc(100vw-1rem))]"
          initialFocus={first}
        >
          <ChainUpgradeForm {...props} first={first} onCancel={() => setOpen(false)} />
        </Dialog>
      )}
    </>
  );
}
