'use client';
import { useTranslations } from 'use-intl';
import { RuleButton } from '../action/rule-button.tsx';
import { useMayNot } from '../action/use-may-not.ts';
import { buttonClass } from '../ui/button.tsx';
import { IntentLink } from '../ui/intent-link.tsx';

/** Leads to the form. Where several namespaces are seen, it is the form that asks about the one that is chosen. */
export function StartButton({ namespaces }: { namespaces: readonly string[] }) {
  const t = useTranslations('startFrr');
  const why = useMayNot(namespaces.length === 1 ? (namespaces[0] ?? null) : null)('startFunction');
  if (why !== null) return <RuleButton why={why}>{t('open')}</RuleButton>;
  return (
    <IntentLink href="/start" className={buttonClass()}>
      {t('open')}
    </IntentLink>
  );
}
