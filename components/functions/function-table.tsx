'use client';
import { useTranslations } from 'use-intl';
import { worstFirst } from '#lib/domain/reason-order.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { functionKey, functionPath } from '../function/paths.ts';
import { ReadyCount } from '../function/ready-count.tsx';
import { Sessions } from '../function/sessions.tsx';
import { Versions } from '../function/versions.tsx';
import { ReasonLine } from '../health/reason-list.tsx';
import { HealthMark } from '../ui/health-mark.tsx';
import { Cell, ColumnHead, Row, Table } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { RelativeTime } from '../ui/time.tsx';
import { RunChip } from '../upgrades/run-chip.tsx';
import { type FunctionColumn, functionColumns } from './function-sort.ts';

/** Functions as a table; with `onOrder` its heads sort. */
export function FunctionTable(props: {
  rows: readonly FunctionRow[];
  label: string;
  withChain?: boolean;
  order?: string;
  onOrder?: (order: string) => void;
}) {
  const t = useTranslations('functions.column');
  const kinds = useTranslations('common.kind');
  const approach = useTranslations('function.approach');
  const { order = '', onOrder, withChain = true } = props;
  const sorted = (column: FunctionColumn) =>
    order === column ? ('ascending' as const) : order === `-${column}` ? ('descending' as const) : null;
  const columns = functionColumns.filter(
    (column) => withChain || (column !== 'chain' && column !== 'namespace'),
  );
  return (
    <Table label={props.label} className="rounded-none border-0">
      <thead>
        <tr>
          {columns.map((column) => (
            <ColumnHead
              key={column}
              {...(onOrder && {
                sorted: sorted(column),
                onSort: () => onOrder(order === column ? `-${column}` : column),
              })}
            >
              {t(column)}
            </ColumnHead>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => {
          const worst = worstFirst(row.reasons)[0];
          return (
            <Row key={functionKey(row)}>
              <Cell>
                <HealthMark health={row.health} word className="text-xs" />
              </Cell>
              <Cell className="min-w-44">
                <TextLink href={functionPath(row)} className="inline-block min-h-6 font-mono font-semibold">
                  {row.name}
                </TextLink>
                {row.component !== row.name && (
                  <span className="ml-2 text-xs text-muted">{row.component}</span>
                )}
                {row.upgrade && (
                  <div>
                    <RunChip of={row.upgrade} />
                  </div>
                )}
                {worst && <ReasonLine reason={worst} short />}
              </Cell>
              {withChain && <Cell className="font-mono text-xs">{row.namespace}</Cell>}
              <Cell className="text-xs text-muted">{kinds(row.kind)}</Cell>
              {withChain && (
                <Cell className="whitespace-nowrap">
                  {row.chain && (
                    <TextLink
                      href={`/chains/${encodeURIComponent(row.namespace)}/${encodeURIComponent(row.chain)}`}
                    >
                      {row.chain}
                    </TextLink>
                  )}
                </Cell>
              )}
              <Cell className="min-w-48">
                <Versions of={row} />
              </Cell>
              <Cell>
                <ReadyCount ready={row.ready} desired={row.desired} />
              </Cell>
              <Cell className="whitespace-nowrap text-xs">{approach(row.approach)}</Cell>
              <Cell>
                <Sessions of={row} />
              </Cell>
              <Cell className="whitespace-nowrap text-xs text-muted">
                <RelativeTime at={row.createdAt} />
              </Cell>
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}
