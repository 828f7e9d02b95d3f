'use client';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import type { Fault, FaultKind } from '#lib/domain/result.ts';
import { rightText } from '../state/fault-panel.tsx';
import { Button } from '../ui/button.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { useRule } from './use-rule.ts';

/** What is said above the server's words; `refused` for the other kinds. */
const titles: Partial<Record<FaultKind, 'changed' | 'forbidden' | 'ended' | 'unreachable'>> = {
  conflict: 'changed',
  unexpected: 'changed',
  forbidden: 'forbidden',
  unauthenticated: 'ended',
  unreachable: 'unreachable',
};

/** Why it was not done, in the server's words, and what to do. */
export function ActionFault(props: {
  fault: Fault;
  again?: () => void;
  /** What is different, where that is why. */
  children?: ReactNode;
}) {
  const { fault, again, children } = props;
  const t = useTranslations('act');
  const rule = useRule();
  const changed = fault.kind === 'conflict' || fault.kind === 'unexpected';
  return (
    <div className="flex gap-2 rounded-md border border-down-line bg-down-soft p-2.5 text-sm text-down">
      <HealthShape health="down" className="mt-[0.22em]" />
      <div className="min-w-0 space-y-1 [overflow-wrap:anywhere]">
        <p className="font-semibold">{t(`fault.${titles[fault.kind] ?? 'refused'}`)}</p>
        <p>{rule(fault.reason) ?? fault.detail}</p>
        {fault.right && <code className="block font-mono text-xs">{rightText(fault.right)}</code>}
        {changed && children}
        {changed && <p>{t('fault.decideAgain')}</p>}
        {again && (
          <Button size="sm" onClick={again}>
            {t('again')}
          </Button>
        )}
      </div>
    </div>
  );
}
