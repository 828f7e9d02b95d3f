'use client';
import { useTranslations } from 'use-intl';
import { useFreshness } from '#lib/client/use-freshness.ts';
import type { ActionRequest } from '#lib/domain/action/action.ts';
import { refusalOf } from '#lib/domain/action/allowed.ts';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { ActionSheet } from './action-sheet.tsx';
import { RuleButton } from './rule-button.tsx';
import { useMayNot } from './use-may-not.ts';
import { useSheet } from './use-sheet.ts';

/** What can be done to a function. A button that does not apply says why. */
export function ActionBar({ of }: { of: FunctionDetail }) {
  const t = useTranslations('act');
  const names = useTranslations('action.name');
  const [sheet, openSheet] = useSheet();
  const whyNot = useWhyNot(of);
  const requests: ActionRequest[] = [
    { action: 'scale', replicas: of.desired },
    { action: 'restart' },
    { action: 'pause' },
    { action: 'resume' },
    { action: 'rollback' },
  ];
  // Pausing or resuming is offered, whichever applies; the sheet of either stays open when it was done.
  const offered = requests.filter(({ action }) => action !== (of.strategy.paused ? 'pause' : 'resume'));
  const asked = requests.find(({ action }) => action === sheet);
  return (
    <section aria-label={t('bar')} className="flex flex-wrap gap-2">
      {offered.map((request) => (
        <RuleButton
          key={request.action === 'resume' ? 'pause' : request.action}
          why={whyNot(request)}
          onClick={() => openSheet(request.action)}
        >
          {names(request.action)}…
        </RuleButton>
      ))}
      {asked && <ActionSheet key={sheet} target={of} request={asked} onClose={() => openSheet('')} />}
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
