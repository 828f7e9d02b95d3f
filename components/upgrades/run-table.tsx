'use client';
import { useTranslations } from 'use-intl';
import type { RunRow } from '#lib/domain/run/run-row.ts';
import { functionPath } from '../function/paths.ts';
import { visible } from '../pod-figure/text.ts';
import { Cell, ColumnHead, Row, Table } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { RelativeTime } from '../ui/time.tsx';
import { RunBadge } from './run-badge.tsx';
import { changesOf, runState } from './run-state.ts';

export function RunTable({ label, runs }: { label: string; runs: readonly RunRow[] }) {
  const t = useTranslations('upgrades');
  return (
    <section>
      <h2 className="mb-1.5 text-sm font-semibold">{label}</h2>
      <Table label={label}>
        <thead>
          <tr>
            <ColumnHead>{t('column.state')}</ColumnHead>
            <ColumnHead>{t('column.run')}</ColumnHead>
            <ColumnHead>{t('column.function')}</ColumnHead>
            <ColumnHead>{t('column.progress')}</ColumnHead>
            <ColumnHead>{t('column.by')}</ColumnHead>
            <ColumnHead>{t('column.started')}</ColumnHead>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <Row key={run.id}>
              <Cell>
                <RunBadge state={runState(run)} />
              </Cell>
              <Cell>
                <TextLink href={`/upgrades/${run.id}`}>
                  {t(`kind.${run.kind}`)} <span className="font-mono text-xs">{changesOf(run.images)}</span>
                </TextLink>
                {run.hold && (
                  <p className="max-w-[40rem] text-xs text-degraded [overflow-wrap:anywhere]">
                    {t(`hold.${run.hold.code}`)} {visible(run.hold.detail)}
                  </p>
                )}
              </Cell>
              <Cell>
                <TextLink href={functionPath(run.target)} className="font-mono text-xs">
                  {run.target.name}
                </TextLink>
                <span className="ml-1.5 font-mono text-xs text-muted">{run.target.namespace}</span>
              </Cell>
              <Cell className="whitespace-nowrap font-mono text-xs">
                {run.done}/{run.total}
              </Cell>
              <Cell className="max-w-[14rem] truncate">{visible(run.startedBy)}</Cell>
              <Cell className="whitespace-nowrap">
                <RelativeTime at={run.startedAt} />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
