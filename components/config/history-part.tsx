'use client';
import { useState } from 'react';
import useSWR from 'swr';
import { useTranslations } from 'use-intl';
import { type FaultError, fetchJson } from '#lib/client/fetcher.ts';
import { useSearchState } from '#lib/client/use-search-state.ts';
import type { Config } from '#lib/contracts/configs.ts';
import type { ConfigRevision } from '#lib/domain/config/config-view.ts';
import { textDiff } from '#lib/domain/config/hunks.ts';
import { RuleButton } from '../action/rule-button.tsx';
import { visible } from '../pod-figure/text.ts';
import { FaultPanel } from '../state/fault-panel.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { Cell, ColumnHead, Row, Table } from '../ui/table.tsx';
import { RelativeTime } from '../ui/time.tsx';
import { type ConfigRevisionText, configApi } from './api.ts';
import { TextDiff } from './text-diff.tsx';
import { useMayEdit, useMissing } from './use-rights.ts';

/** Texts that were in force: who, when, why; the difference of any two; and the way back. */
export function HistoryPart(props: {
  of: Config;
  /** Why an earlier text cannot be brought back, or null. */
  whyNot: string | null;
  onRestore: (data: Record<string, string>, revision: number) => void;
}) {
  const { of } = props;
  const t = useTranslations('config.history');
  const kept = of.history.filter((one) => one.revision !== null);
  const newest = kept[0]?.revision ?? null;
  const [askedFrom, setFrom] = useSearchState('from', '');
  const [askedTo, setTo] = useSearchState('to', '');
  const revisionOf = (asked: string) => kept.find(({ revision }) => String(revision) === asked)?.revision;
  const from = revisionOf(askedFrom) ?? kept[1]?.revision ?? newest;
  const to = revisionOf(askedTo) ?? newest;
  if (of.history.length === 0) return <StatePanel title={t('none')}>{t('noneBody')}</StatePanel>;
  return (
    <div className="space-y-4">
      <Table label={t('title')}>
        <thead>
          <tr>
            <ColumnHead>{t('revision')}</ColumnHead>
            <ColumnHead>{t('when')}</ColumnHead>
            <ColumnHead>{t('who')}</ColumnHead>
            <ColumnHead>{t('why')}</ColumnHead>
            <ColumnHead>{t('keys')}</ColumnHead>
            <ColumnHead align="right">{t('size')}</ColumnHead>
            <ColumnHead>{t('goBack')}</ColumnHead>
          </tr>
        </thead>
        <tbody>
          {of.history.map((one) => (
            <Row key={`${one.revision}/${one.hash}`}>
              <Cell className="whitespace-nowrap font-mono">
                {one.revision ?? '–'} {one.current && <Badge>{t('current')}</Badge>}
              </Cell>
              <Cell className="whitespace-nowrap">
                <RelativeTime at={one.at} />
              </Cell>
              <Cell className="min-w-40">
                <Who of={one} />
              </Cell>
              <Cell className="min-w-48 [overflow-wrap:anywhere]">
                {one.why === null ? <span className="text-muted">–</span> : visible(one.why)}
              </Cell>
              <Cell className="font-mono text-xs">{one.changed.join(', ') || '–'}</Cell>
              <Cell className="whitespace-nowrap text-right font-mono text-xs">{one.size}</Cell>
              <Cell className="whitespace-nowrap">
                {one.revision !== null && (
                  <span className="flex gap-1.5">
                    <Button
                      size="sm"
                      onClick={() => {
                        setFrom(String(one.revision));
                        setTo('');
                      }}
                      aria-label={t('compareWith', { revision: one.revision })}
                    >
                      {t('compare')}
                    </Button>
                    {!one.current && <Restore revision={one.revision} {...props} />}
                  </span>
                )}
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {from !== null && to !== null && (
        <section aria-label={t('difference')} className="space-y-2">
          <div className="flex flex-wrap items-center gap-3">
            <h2 className="font-semibold">{t('difference')}</h2>
            <Select
              showLabel
              label={t('from')}
              value={String(from)}
              options={optionsOf(kept)}
              onChange={setFrom}
            />
            <Select showLabel label={t('to')} value={String(to)} options={optionsOf(kept)} onChange={setTo} />
          </div>
          <Difference of={of} from={from} to={to} />
        </section>
      )}
    </div>
  );
}

const optionsOf = (kept: readonly ConfigRevision[]) =>
  kept.map(({ revision }) => ({ value: String(revision), label: String(revision) }));

/** Who changed it: through the console, or elsewhere and with what. */
export function Who({ of }: { of: ConfigRevision }) {
  const t = useTranslations('config.history');
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5 [overflow-wrap:anywhere]">
      {of.how === 'outside' ? (
        <>
          <Badge className="border-degraded-line bg-degraded-soft text-degraded">{t('outside')}</Badge>
          {of.manager !== null && <span className="font-mono text-xs">{visible(of.manager)}</span>}
        </>
      ) : (
        <>
          {of.by === null ? <span className="text-muted">{t('unknownWho')}</span> : visible(of.by)}
          {of.how === 'first' && <Badge>{t('first')}</Badge>}
          {of.how === 'restored' && of.restoredFrom !== null && (
            <Badge>{t('restored', { revision: of.restoredFrom })}</Badge>
          )}
        </>
      )}
    </span>
  );
}

function useRevision(of: Config, revision: number | null) {
  return useSWR<ConfigRevisionText, FaultError>(
    revision === null ? null : configApi(of, `history/${revision}`),
    fetchJson,
    { revalidateOnFocus: false, revalidateIfStale: false },
  );
}

function Difference({ of, from, to }: { of: Config; from: number; to: number }) {
  const t = useTranslations('config.history');
  const old = useRevision(of, from);
  const now = useRevision(of, to);
  const error = old.error ?? now.error;
  if (error) return <FaultPanel fault={error.fault} />;
  if (!old.data || !now.data) return <Skeleton rows={4} />;
  const before = old.data.data;
  const after = now.data.data;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .filter((key) => before[key] !== after[key]);
  if (keys.length === 0) return <p className="text-sm text-muted">{t('same')}</p>;
  return keys.map((key) => (
    <div key={key}>
      <h3 className="mb-1 font-mono text-xs font-semibold">{key}</h3>
      <TextDiff label={t('differenceOf', { key })} of={textDiff(before[key] ?? '', after[key] ?? '')} />
    </div>
  ));
}

function Restore(props: {
  of: Config;
  revision: number;
  whyNot: string | null;
  onRestore: (data: Record<string, string>, revision: number) => void;
}) {
  const t = useTranslations('config.history');
  const missing = useMissing()(useMayEdit(props.of));
  const [busy, setBusy] = useState(false);
  return (
    <RuleButton
      size="sm"
      why={missing ?? props.whyNot}
      disabled={busy}
      aria-label={t('restoreRevision', { revision: props.revision })}
      onClick={() => {
        setBusy(true);
        fetchJson<ConfigRevisionText>(configApi(props.of, `history/${props.revision}`))
          .then(({ data }) => props.onRestore(data, props.revision))
          .finally(() => setBusy(false));
      }}
    >
      {t('restore')}…
    </RuleButton>
  );
}
