'use client';
import { useTranslations } from 'use-intl';
import { useFreshness } from '#lib/client/use-freshness.ts';
import type { AlertView } from '#lib/domain/alert/alert.ts';
import type { WorkloadKind } from '#lib/domain/kubernetes.ts';
import { RuleButton } from '../action/rule-button.tsx';
import { useMayNot } from '../action/use-may-not.ts';
import { useSheetOf } from '../action/use-sheet.ts';
import { AcknowledgeDialog } from './acknowledge-dialog.tsx';
import { acknowledgeSheet } from './sheet-name.ts';

/** Opens the acknowledging of a function's alerts, or the taking back of it; nothing for what no function carries. */
export function AcknowledgeButton({ of }: { of: AlertView }) {
  const { namespace, kind, name } = of;
  if (namespace === null || kind === null || name === null) return null;
  return <Opening alert={of} target={{ namespace, kind, name }} />;
}

function Opening(props: {
  alert: AlertView;
  target: { namespace: string; kind: WorkloadKind; name: string };
}) {
  const { alert, target } = props;
  const t = useTranslations('alerts.acknowledge');
  const act = useTranslations('act');
  const { state } = useFreshness();
  const [open, setOpen] = useSheetOf(acknowledgeSheet(alert));
  const mayNot = useMayNot(target.namespace);
  const why = state === 'live' ? mayNot('acknowledge', target.kind) : act('stale');
  return (
    <>
      <RuleButton size="sm" why={why} onClick={() => setOpen(true)}>
        {alert.acknowledged === null ? t('button') : t('change')}
      </RuleButton>
      {open && <AcknowledgeDialog alert={alert} target={target} onClose={() => setOpen(false)} />}
    </>
  );
}
