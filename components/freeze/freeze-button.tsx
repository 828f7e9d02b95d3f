'use client';
import { useTranslations } from 'use-intl';
import { useFreshness } from '#lib/client/use-freshness.ts';
import type { WorkloadKind } from '#lib/domain/kubernetes.ts';
import { RuleButton } from '../action/rule-button.tsx';
import { useSheetOf } from '../action/use-sheet.ts';
import { FreezeDialog } from './freeze-dialog.tsx';
import { useMayNotFreeze } from './freeze-notice.tsx';
import { useFreezes } from './use-freezes.ts';

/** Opens the freezing of a chain or its namespace. */
export function FreezeButton(props: { namespace: string; chain: string; kinds: readonly WorkloadKind[] }) {
  const { namespace, kinds } = props;
  const t = useTranslations('act');
  const { state } = useFreshness();
  const { again } = useFreezes(namespace);
  const [open, setOpen] = useSheetOf('freeze');
  const ofChain = useMayNotFreeze(namespace, false, kinds);
  const ofNamespace = useMayNotFreeze(namespace, true, kinds);
  // Who may do one of both chooses in the dialog.
  const why = state !== 'live' ? t('stale') : ofNamespace === null ? null : ofChain;
  return (
    <>
      <RuleButton why={why} onClick={() => setOpen(true)}>
        {t('freeze.button')}
      </RuleButton>
      {open && (
        <FreezeDialog
          {...props}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            again();
          }}
        />
      )}
    </>
  );
}
