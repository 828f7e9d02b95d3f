'use client';
import { useTranslations } from 'use-intl';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { useWhyNot } from '../action/action-bar.tsx';
import { ActionSheet } from '../action/action-sheet.tsx';
import { RuleButton } from '../action/rule-button.tsx';
import { useSheet } from '../action/use-sheet.ts';
import { Badge } from '../ui/badge.tsx';
import { Panel } from '../ui/panel.tsx';
import { Cell, ColumnHead, Row, Table } from '../ui/table.tsx';
import { RelativeTime } from '../ui/time.tsx';

/** What ran before, newest first: what a rollback would go to. */
export function Revisions({ of }: { of: FunctionDetail }) {
  const t = useTranslations('function.revisions');
  const act = useTranslations('act');
  const whyNot = useWhyNot(of);
  const [sheet, openSheet] = useSheet();
  const newest = [...of.revisions].sort((a, b) => b.revision - a.revision);
  const asked = /^rollback-(\d+)$/.exec(sheet)?.[1];
  return (
    <Panel title={t('title')} flush>
      {newest.length === 0 ? (
        <p className="p-3 text-sm text-muted">{t('none')}</p>
      ) : (
        <Table label={`${t('title')}: ${of.name}`} className="rounded-none border-0">
          <thead>
            <tr>
              <ColumnHead>{t('number')}</ColumnHead>
              <ColumnHead>{t('images')}</ColumnHead>
              <ColumnHead>{t('replicas')}</ColumnHead>
              <ColumnHead>{t('cause')}</ColumnHead>
              <ColumnHead>{t('created')}</ColumnHead>
              <ColumnHead>{act('bar')}</ColumnHead>
            </tr>
          </thead>
          <tbody>
            {newest.map((one) => (
              <Row key={one.name}>
                <Cell className="whitespace-nowrap font-mono" title={one.name}>
                  {one.revision} {one.current && <Badge className="ml-1 font-sans">{t('current')}</Badge>}
                </Cell>
                <Cell className="min-w-[12rem] font-mono text-xs">
                  {Object.entries(one.images).map(([container, image]) => (
                    <div key={container} className="[overflow-wrap:anywhere]">
                      <span className="text-muted">{container}</span> {image}
                    </div>
                  ))}
                </Cell>
                <Cell className="font-mono text-xs">{one.replicas ?? '–'}</Cell>
                <Cell className="text-xs [overflow-wrap:anywhere]">{one.cause ?? '–'}</Cell>
                <Cell className="whitespace-nowrap text-xs text-muted">
                  <RelativeTime at={one.createdAt} />
                </Cell>
                <Cell>
                  {!one.current && (
                    <RuleButton
                      size="sm"
                      why={whyNot({ action: 'rollback', toRevision: one.revision })}
                      onClick={() => openSheet(`rollback-${one.revision}`)}
                    >
                      {act('rollBackTo', { revision: one.revision })}
                    </RuleButton>
                  )}
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
      {asked && (
        <ActionSheet
          target={of}
          request={{ action: 'rollback', toRevision: Number(asked) }}
          onClose={() => openSheet('')}
        />
      )}
    </Panel>
  );
}
