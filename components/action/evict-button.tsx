'use client';
import { useTranslations } from 'use-intl';
import { useFreshness } from '#lib/client/use-freshness.ts';
import type { PodDetail } from '#lib/contracts/pods.ts';
import { ActionSheet } from './action-sheet.tsx';
import { RuleButton } from './rule-button.tsx';
import { useMayNot } from './use-may-not.ts';
import { useSheetOf } from './use-sheet.ts';

/** Evicts a pod of a function; a pod without one would not come again. */
export function EvictButton({ pod, gone }: { pod: PodDetail; gone: boolean }) {
  const t = useTranslations('act');
  const names = useTranslations('action.name');
  const { state } = useFreshness();
  const [open, setOpen] = useSheetOf('evict');
  const { function: target } = pod;
  const mayNot = useMayNot(pod.namespace);
  const why =
    state !== 'live' ? t('stale') : gone ? t('podGone') : target ? mayNot('evict') : t('noFunction');
  return (
    <div>
      <RuleButton why={why} onClick={() => setOpen(true)}>
        {names('evict')}…
      </RuleButton>
      {open && target && (
        <ActionSheet
          target={target}
          request={{ action: 'evict', pod: pod.name }}
          podUid={pod.uid}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}
