'use client';
import { useTranslations } from 'use-intl';
import { type May, useRights } from '#lib/client/use-rights.ts';
import type { WorkloadKind } from '#lib/domain/kubernetes.ts';
import { rightText } from '../state/fault-panel.tsx';
import type { ConfigRef } from './api.ts';

/** Whether the person may change a ConfigMap; rights may be given for this one object. */
export const useMayEdit = ({ namespace, name }: ConfigRef): May =>
  useRights(namespace, { kind: 'configmaps', name })('editConfig');

/** Whether the person may bring a ConfigMap into the routers that use it, which takes rights to each of their kinds. */
export function useMayRollOut(namespace: string, kinds: readonly WorkloadKind[]): May {
  const may = useRights(namespace);
  const answers = kinds.map((kind) => may('rollOutConfig', kind));
  return answers.find(({ state }) => state === 'missing') ?? answers[0] ?? { state: 'unknown' };
}

/** Which right is missing, in words; null where none is known to be. */
export function useMissing(): (may: May) => string | null {
  const t = useTranslations('act');
  return (may) => (may.state === 'missing' ? t('missing', { right: rightText(may.right) }) : null);
}
