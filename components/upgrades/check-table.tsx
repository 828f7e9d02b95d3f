'use client';
import { useTranslations } from 'use-intl';
import { useNow } from '#lib/client/use-now.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import { Breakable } from '../ui/breakable.tsx';
import { HealthShape, type Mark } from '../ui/health-mark.tsx';
import { Cell, ColumnHead, Row, Table } from '../ui/table.tsx';
import { useSaid } from './said.tsx';
import { useSeconds } from './use-seconds.ts';

type Check = NonNullable<RunView['lifecycle']>['checks'][number];

const checkHealth = {
  waiting: 'waiting',
  running: 'progressing',
  passed: 'ok',
  failed: 'down',
  'not-run': 'waiting',
} as const satisfies Record<Check['state'], Mark>;

/** The lifecycle checks with what came of them; @param planned before they are started */
export function CheckTable(props: { checks: readonly Check[]; limit: number; planned?: boolean }) {
  const t = useTranslations('lifecycle');
  const told = useSaid();
  const seconds = useSeconds();
  return (
    <Table label={t('checks')}>
      <thead>
        <tr>
          <ColumnHead>{t('column.check')}</ColumnHead>
          <ColumnHead>{t('column.result')}</ColumnHead>
          <ColumnHead>{t('column.why')}</ColumnHead>
          {!props.planned && <ColumnHead align="right">{t('column.time')}</ColumnHead>}
        </tr>
      </thead>
      <tbody>
        {props.checks.map((one) => (
          <Row key={one.check}>
            <Cell>
              <span className="font-mono text-xs">
                <Breakable text={one.check} />
              </span>
              <p className="text-xs text-muted">{t(`check.${one.check}`)}</p>
            </Cell>
            <Cell>
              <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
                {!props.planned && <HealthShape health={checkHealth[one.state]} />}
                {props.planned && one.state === 'waiting' ? t('willRun') : t(`state.${one.state}`)}
              </span>
            </Cell>
            <Cell className="max-w-[24rem] text-sm">
              {one.why !== null && t(`why.${one.why}`, { limit: seconds(props.limit) })}
              {one.detail && (
                <p className="font-mono text-xs text-muted [overflow-wrap:anywhere]">
                  {told(one.detail, one.said)}
                </p>
              )}
            </Cell>
            {!props.planned && (
              <Cell className="whitespace-nowrap text-right font-mono">
                <Took of={one} />
              </Cell>
            )}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function Took({ of }: { of: Pick<Check, 'startedAt' | 'endedAt'> }) {
  const told = useSeconds();
  const now = useNow();
  if (of.startedAt === null) return null;
  const end = of.endedAt === null ? now : Date.parse(of.endedAt);
  const seconds = Math.max(0, (end - Date.parse(of.startedAt)) / 1_000);
  return (
    <span className={of.endedAt === null ? 'text-progressing' : undefined} suppressHydrationWarning>
      {told(seconds.toFixed(of.endedAt === null ? 0 : 1))}
    </span>
  );
}
