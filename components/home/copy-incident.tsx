'use client';
import { useTranslations } from 'use-intl';
import { useAudit } from '#lib/client/use-audit.ts';
import { useFreshness } from '#lib/client/use-freshness.ts';
import { useRows } from '#lib/client/use-topic.ts';
import type { ChainRow } from '#lib/contracts/stream.ts';
import { incidentSummary } from '#lib/domain/incident/summary.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { useReasonWords } from '../health/use-reason-words.ts';
import { CopyButton } from '../ui/copy-button.tsx';

/** Copies what is wrong, since when and what changed before it, as Markdown for a ticket or a chat. */
export function CopyIncident(props: {
  chains: readonly ChainRow[];
  functions: readonly FunctionRow[];
  others: readonly FunctionRow[];
}) {
  const t = useTranslations('home.incident');
  const verdict = useTranslations('home.verdict');
  const health = useTranslations('health');
  const reason = useTranslations('reason');
  const told = useReasonWords();
  const { state, since, heardAt } = useFreshness();
  const { list: events } = useRows('events');
  const { actions } = useAudit();
  const { list: alerts } = useRows('alerts');
  const text = () =>
    incidentSummary(
      {
        ...props,
        at: new Date().toISOString(),
        staleSince: state === 'live' ? null : (since ?? heardAt ?? new Date().toISOString()),
        origin: location.origin,
        events,
        actions,
        alerts,
      },
      {
        title: (worst, count) => verdict(worst, { count }),
        taken: (at) => t('taken', { at }),
        stale: (at) => t('stale', { at }),
        wrong: t('wrong'),
        ready: (ready, desired) => t('ready', { ready, desired }),
        since: (at) => t('since', { at }),
        before: (at) => t('before', { at }),
        nothingBefore: t('nothingBefore'),
        more: (count) => t('more', { count }),
        health,
        reason,
        told,
        last: (at) => t('last', { at }),
      },
    );
  return <CopyButton named what={t('summary')} text={text} />;
}
