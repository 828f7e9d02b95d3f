'use client';
import { Snowflake } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useFreshness } from '#lib/client/use-freshness.ts';
import type { WorkloadKind } from '#lib/domain/kubernetes.ts';
import { RuleButton } from '../action/rule-button.tsx';
import { useMayNot } from '../action/use-may-not.ts';
import { useSheetOf } from '../action/use-sheet.ts';
import { visible } from '../pod-figure/text.ts';
import { ClockTime } from '../ui/time.tsx';
import { LiftDialog } from './lift-dialog.tsx';
import { type DeclaredFreeze, useFreezes } from './use-freezes.ts';

interface Place {
  namespace: string;
  /** The chain, or a function that is in none, by its name. */
  chain: string | null;
  /** Kinds of the chain's functions: lifting its freeze changes each. */
  kinds: readonly WorkloadKind[];
}

/** That changes are frozen here: by whom, why, until when; and where to lift it. */
export function FreezeNotice({ of }: { of: Place }) {
  const { freezes, again } = useFreezes(of.namespace);
  const holding = freezes.filter(({ chain }) => chain === null || chain === of.chain);
  return holding.map((freeze) => (
    <Notice key={freeze.chain ?? ''} freeze={freeze} kinds={of.kinds} onLifted={again} />
  ));
}

function Notice(props: { freeze: DeclaredFreeze; kinds: readonly WorkloadKind[]; onLifted: () => void }) {
  const { freeze, kinds } = props;
  const t = useTranslations('act.freeze');
  const act = useTranslations('act');
  const { state } = useFreshness();
  const [open, setOpen] = useSheetOf(freeze.chain === null ? 'lift-namespace' : 'lift');
  const scope = freeze.chain ?? freeze.namespace;
  const why = useMayNotFreeze(freeze.namespace, freeze.chain === null, kinds);
  return (
    <section
      aria-label={t('notice')}
      className="mb-4 flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md border border-progressing-line bg-progressing-soft px-3 py-2 text-sm"
    >
      <Snowflake aria-hidden="true" className="mt-0.5 size-4 text-progressing" />
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <p className="font-semibold">
          {freeze.chain === null
            ? t('namespaceFrozen', { name: visible(scope) })
            : t('chainFrozen', { name: visible(scope) })}{' '}
          {freeze.until === null ? (
            t('noEnd')
          ) : (
            <>
              {t('until')} <ClockTime at={freeze.until} />
            </>
          )}
        </p>
        <p>{t('byWhy', { by: visible(freeze.by), why: visible(freeze.reason) })}</p>
        {freeze.unreadable !== null && <p className="text-muted">{t('unreadable')}</p>}
      </div>
      <RuleButton size="sm" why={state === 'live' ? why : act('stale')} onClick={() => setOpen(true)}>
        {t('lift')}
      </RuleButton>
      {open && (
        <LiftDialog
          freeze={freeze}
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            props.onLifted();
          }}
        />
      )}
    </section>
  );
}

/** Why the user may not freeze, or lift a freeze, in words, or null. */
export function useMayNotFreeze(
  namespace: string,
  whole: boolean,
  kinds: readonly WorkloadKind[],
): string | null {
  const mayNot = useMayNot(namespace);
  if (whole) return mayNot('freeze');
  for (const kind of kinds) {
    const why = mayNot('freezeChain', kind);
    if (why !== null) return why;
  }
  return null;
}
