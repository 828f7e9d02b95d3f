'use client';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useRows } from '#lib/client/use-topic.ts';
import { healths } from '#lib/domain/health.ts';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { PodAge, PodRestarts } from '../pods/pod-cells.tsx';
import { HealthMark } from '../ui/health-mark.tsx';
import { Panel } from '../ui/panel.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { Cell, ColumnHead, Row, Table } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { functionKey, podPath } from './paths.ts';

/** Beyond so many the pod list, which draws only what is seen, is the place. */
const most = 50;

/** The pods of one function, trouble first, in kubectl's columns. */
export function FunctionPods({ of }: { of: FunctionDetail }) {
  const t = useTranslations('function.pods');
  const more = useTranslations('common');
  const { loaded, list } = useRows('pods');
  const key = functionKey(of);
  const pods = useMemo(
    () =>
      list
        .filter((pod) => pod.function !== null && functionKey(pod.function) === key)
        .sort((a, b) => healths.indexOf(b.health) - healths.indexOf(a.health) || (a.name < b.name ? -1 : 1)),
    [list, key],
  );
  return (
    <Panel
      title={t('title')}
      aside={
        <TextLink href={`/pods?${new URLSearchParams({ function: key })}`} className="text-sm">
          {t('all')}
        </TextLink>
      }
      flush
    >
      {!loaded && <Skeleton rows={of.desired || 1} className="p-3" />}
      {loaded && pods.length === 0 && <p className="p-3 text-sm text-muted">{t('none')}</p>}
      {pods.length > 0 && (
        <Table label={`${t('title')}: ${of.name}`} className="rounded-none border-0">
          <thead>
            <tr>
              <ColumnHead>{t('name')}</ColumnHead>
              <ColumnHead>{t('ready')}</ColumnHead>
              <ColumnHead>{t('status')}</ColumnHead>
              <ColumnHead>{t('restarts')}</ColumnHead>
              <ColumnHead>{t('age')}</ColumnHead>
              <ColumnHead>{t('version')}</ColumnHead>
              <ColumnHead>{t('ip')}</ColumnHead>
              <ColumnHead>{t('node')}</ColumnHead>
              <ColumnHead>{t('interfaces')}</ColumnHead>
            </tr>
          </thead>
          <tbody>
            {pods.slice(0, most).map((pod) => (
              <Row key={pod.name}>
                <Cell className="whitespace-nowrap font-mono text-xs">
                  <HealthMark health={pod.health} className="mr-1.5 text-sm" />
                  <TextLink href={podPath(pod)}>{pod.name}</TextLink>
                </Cell>
                <Cell className="font-mono text-xs">{pod.ready}</Cell>
                <Cell className="text-xs">{pod.status}</Cell>
                <Cell className="whitespace-nowrap text-xs">
                  <PodRestarts restartCount={pod.restartCount} lastRestartAt={pod.lastRestartAt} />
                </Cell>
                <Cell className="text-xs">
                  <PodAge createdAt={pod.createdAt} />
                </Cell>
                <Cell className="font-mono text-xs">{pod.version ?? '–'}</Cell>
                <Cell className="font-mono text-xs">{pod.podIP ?? '–'}</Cell>
                <Cell className="font-mono text-xs">{pod.node ?? '–'}</Cell>
                <Cell className="whitespace-nowrap font-mono text-xs">
                  {pod.interfaces.map((one) => one.name).join(' ')}
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
      {pods.length > most && (
        <p className="border-t border-line px-3 py-2 text-xs text-muted">
          {more('more', { count: pods.length - most })}
        </p>
      )}
    </Panel>
  );
}
