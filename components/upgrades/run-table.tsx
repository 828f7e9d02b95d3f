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
import { useSaid } from './said.tsx';
import { useSeconds } from './use-seconds.ts';

/** Runs one below the other; those that have ended with the numbers to compare them by. */
export function RunTable(props: { label: string; runs: readonly RunRow[]; numbers?: boolean }) {
  const { label, runs } = props;
  const t = useTranslations('upgrades');
  const told = useSaid();
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
            {props.numbers &&
              numberColumns.map((name) => (
                <ColumnHead key={name} align="right">
                  {t(`column.${name}`)}
                </ColumnHead>
              ))}
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
              <Cell className="min-w-[14rem]">
                <TextLink href={`/upgrades/${run.id}`}>
                  {t(`kind.${run.kind}`)} <span className="font-mono text-xs">{changesOf(run.images)}</span>
                </TextLink>
                {run.hold && (
                  <p className="max-w-[40rem] text-xs text-degraded [overflow-wrap:anywhere]">
                    {run.hold.detail === ''
                      ? t(`hold.${run.hold.code}`)
                      : t('heldFor', {
                          what: t(`hold.${run.hold.code}`),
                          detail: told(run.hold.detail, run.hold.said),
                        })}
                  </p>
                )}
                {run.endedAt !== null && run.cause && (
                  <p className="line-clamp-2 max-w-[40rem] text-xs text-muted [overflow-wrap:anywhere]">
                    {told(run.cause, run.causeSaid)}
                  </p>
                )}
              </Cell>
              <Cell className="min-w-[7rem]">
                <TextLink href={functionPath(run.target)} className="font-mono text-xs">
                  {run.target.name}
                </TextLink>
                <span className="block font-mono text-xs text-muted">{run.target.namespace}</span>
              </Cell>
              <Cell className="whitespace-nowrap font-mono text-xs">
                {run.done}/{run.total}
              </Cell>
              {props.numbers && <Numbers of={run.numbers} />}
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

const numberColumns = ['duration', 'away', 'sessions', 'prefixes'] as const;

/** How long it took, and what it cost: the longest of any of its pods. */
function Numbers({ of }: { of: RunRow['numbers'] }) {
  const told = useSeconds();
  const seconds = (value: number | null | undefined) => (value == null ? '–' : told(value));
  const texts = {
    duration: seconds(of?.durationSeconds),
    away: seconds(of?.longestAwaySeconds),
    sessions: seconds(of?.longestSessionsSeconds),
    prefixes: of === null || of.longestAwaySeconds === null ? '–' : String(of.prefixesMissing),
  };
  return numberColumns.map((name) => (
    <Cell key={name} className="whitespace-nowrap text-right font-mono text-xs">
      {texts[name]}
    </Cell>
  ));
}
