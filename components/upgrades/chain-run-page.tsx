'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ChainRunView } from '#lib/contracts/upgrades.ts';
import type { RunOrder } from '#lib/domain/run/order.ts';
import { functionPath } from '../function/paths.ts';
import { visible } from '../pod-figure/text.ts';
import { Button } from '../ui/button.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Cell, ColumnHead, Row, Table } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { RelativeTime } from '../ui/time.tsx';
import { OrderSheet } from './order-bar.tsx';
import { chainRunHealth, tagOf } from './run-state.ts';

export function ChainRunLine({ run }: { run: ChainRunView }) {
  const t = useTranslations('upgrades');
  return (
    <li className="flex flex-wrap items-center gap-x-3 border-b border-line px-3 py-1.5 text-sm last:border-b-0">
      <HealthShape health={chainRunHealth[run.state]} />
      <TextLink href={`/upgrades/${run.id}`}>
        {visible(run.chain)} <span className="font-mono text-xs text-muted">{run.namespace}</span>
      </TextLink>
      <span>{t(`chainState.${run.state}`)}</span>
      <span className="ml-auto text-xs text-muted">
        {visible(run.startedBy)} <RelativeTime at={run.startedAt} />
      </span>
    </li>
  );
}

const orders = ['pause', 'resume', 'abort'] as const satisfies readonly RunOrder[];

/** Functions of a chain in their order, each with its own run. */
export function ChainRunBody({ run }: { run: ChainRunView }) {
  const t = useTranslations('upgrades');
  const [asked, setAsked] = useState<RunOrder | null>(null);
  return (
    <>
      <PageHead
        above={<TextLink href="/upgrades">{t('back')}</TextLink>}
        title={t('chainTitle', { chain: visible(run.chain) })}
        beside={
          <span className="inline-flex items-center gap-1.5 text-sm">
            <HealthShape health={chainRunHealth[run.state]} />
            {t(`chainState.${run.state}`)}
          </span>
        }
        actions={
          run.endedAt === null && (
            <section aria-label={t('orders')} className="flex gap-2">
              {orders.map((order) => (
                <Button key={order} onClick={() => setAsked(order)}>
                  {t(`order.${order}`)}…
                </Button>
              ))}
            </section>
          )
        }
      />
      {run.cause && <p className="mb-3 text-sm text-down [overflow-wrap:anywhere]">{visible(run.cause)}</p>}
      <Table label={t('members')}>
        <thead>
          <tr>
            <ColumnHead align="right">{t('step.turn')}</ColumnHead>
            <ColumnHead>{t('column.function')}</ColumnHead>
            <ColumnHead>{t('column.run')}</ColumnHead>
            <ColumnHead>{t('column.state')}</ColumnHead>
          </tr>
        </thead>
        <tbody>
          {run.members.map((member, index) => (
            <Row key={`${member.kind}/${member.name}`}>
              <Cell className="text-right font-mono">{index + 1}</Cell>
              <Cell>
                <TextLink href={functionPath(member)} className="font-mono text-xs">
                  {member.name}
                </TextLink>
              </Cell>
              <Cell className="font-mono text-xs">
                {member.run === null ? (
                  Object.values(member.images).map(tagOf).join(', ')
                ) : (
                  <TextLink href={`/upgrades/${member.run}`}>
                    {Object.values(member.images).map(tagOf).join(', ')}
                  </TextLink>
                )}
              </Cell>
              <Cell>
                {t(`memberState.${member.state}`)}
                {member.detail && (
                  <p className="text-xs text-muted [overflow-wrap:anywhere]">{visible(member.detail)}</p>
                )}
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {asked && <OrderSheet id={run.id} order={asked} onClose={() => setAsked(null)} />}
    </>
  );
}
