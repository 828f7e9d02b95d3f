'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFreshness } from '#lib/client/use-freshness.ts';
import type { ActionRequest } from '#lib/domain/action/action.ts';
import { refusalOf } from '#lib/domain/action/allowed.ts';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { ActionSheet } from './action-sheet.tsx';
import { RuleButton } from './rule-button.tsx';
import { useMayNot } from './use-may-not.ts';

/** What can be done to a function. A button that does not apply says why. */
export function ActionBar({ of }: { of: FunctionDetail }) {
  const t = useTranslations('act');
  const names = useTranslations('action.name');
  const [asked, setAsked] = useState<ActionRequest | null>(null);
  const whyNot = useWhyNot(of);
  const requests: ActionRequest[] = [
    { action: 'scale', replicas: of.desired },
    { action: 'restart' },
    { action: of.strategy.paused ? 'resume' : 'pause' },
    { action: 'rollback' },
  ];
  return (
    <section aria-label={t('bar')} className="flex flex-wrap gap-2">
      {requests.map((request) => (
        <RuleButton
          key={request.action === 'resume' ? 'pause' : request.action}
          why={whyNot(request)}
          onClick={() => setAsked(request)}
        >
          {names(request.action)}…
        </RuleButton>
      ))}
      {asked && <ActionSheet target={of} request={asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

/** Why an action cannot be asked for now, in words, or null: by the rules and the rights that the server asks. */
export function useWhyNot(of: FunctionDetail): (request: ActionRequest) => string | null {
  const t = useTranslations('act');
  const rules = useTranslations('action.refusal');
  const { state } = useFreshness();
  const mayNot = useMayNot(of.namespace);
  return (request) => {
    if (state !== 'live') return t('stale');
    const refusal = refusalOf(of, request);
    return refusal === null ? mayNot(request.action, of.kind) : rules(refusal.code, refusal.params);
  };
}
