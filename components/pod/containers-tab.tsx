'use client';
import { useTranslations } from 'use-intl';
import type { PodDetail } from '#lib/contracts/pods.ts';
import type { Condition } from '#lib/domain/kubernetes.ts';
import type { ContainerView } from '#lib/domain/pod/container-view.ts';
import { visible } from '../pod-figure/text.ts';
import { Badge } from '../ui/badge.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { Cell, ColumnHead, Row, Table } from '../ui/table.tsx';
import { RelativeTime } from '../ui/time.tsx';

const muted = <span className="text-muted">–</span>;

function ContainerRow({ container }: { container: ContainerView }) {
  const t = useTranslations('pod');
  const { lastTermination: last } = container;
  return (
    <Row>
      <Cell className="font-mono font-semibold">
        {visible(container.name)} {container.init && <Badge>init</Badge>}
      </Cell>
      <Cell>
        <span className="inline-flex items-center gap-1.5 font-mono">
          <HealthShape
            health={
              container.ready || container.state === 'Completed'
                ? 'ok'
                : container.state === 'Running'
                  ? 'progressing'
                  : 'degraded'
            }
          />
          {visible(container.state)}
        </span>
        {container.since && <RelativeTime at={container.since} className="ml-2 text-xs text-muted" />}
        {container.message && (
          <p className="max-w-xl font-mono text-xs text-muted [overflow-wrap:anywhere]">
            {visible(container.message)}
          </p>
        )}
      </Cell>
      <Cell>{container.ready ? t('yes') : t('no')}</Cell>
      <Cell className="text-right font-mono">{container.restartCount}</Cell>
      <Cell className="font-mono text-xs">
        {last === null ? (
          muted
        ) : (
          <>
            {visible(last.reason ?? t('noReason'))} · {t('exitCode', { code: last.exitCode })}
            {last.at && <RelativeTime at={last.at} className="ml-2 text-muted" />}
            {last.message && (
              <p className="max-w-md text-muted [overflow-wrap:anywhere]">{visible(last.message)}</p>
            )}
          </>
        )}
      </Cell>
      <Cell className="font-mono text-xs [overflow-wrap:anywhere]" title={container.imageID ?? undefined}>
        {visible(container.image)}
      </Cell>
    </Row>
  );
}

function ConditionRow({ condition }: { condition: Condition }) {
  return (
    <Row>
      <Cell className="font-mono font-semibold">{visible(condition.type)}</Cell>
      <Cell className="font-mono">{condition.status}</Cell>
      <Cell>{condition.lastTransitionTime ? <RelativeTime at={condition.lastTransitionTime} /> : muted}</Cell>
      <Cell className="font-mono text-xs [overflow-wrap:anywhere]">
        {[condition.reason, condition.message]
          .filter(Boolean)
          .map((text) => visible(text ?? ''))
          .join(': ') || muted}
      </Cell>
    </Row>
  );
}

/** Containers and conditions, in Kubernetes' own words. */
export function ContainersTab({ pod }: { pod: PodDetail }) {
  const t = useTranslations('pod');
  return (
    <div className="space-y-6">
      <div>
        <h2 className="mb-2 font-semibold">{t('containers')}</h2>
        <Table label={t('containers')}>
          <thead>
            <tr>
              <ColumnHead>{t('column.name')}</ColumnHead>
              <ColumnHead>{t('column.state')}</ColumnHead>
              <ColumnHead>{t('column.ready')}</ColumnHead>
              <ColumnHead align="right">{t('column.restarts')}</ColumnHead>
              <ColumnHead>{t('column.lastTermination')}</ColumnHead>
              <ColumnHead>{t('column.image')}</ColumnHead>
            </tr>
          </thead>
          <tbody>
            {pod.containers.map((container) => (
              <ContainerRow key={`${container.init} ${container.name}`} container={container} />
            ))}
          </tbody>
        </Table>
      </div>
      <div>
        <h2 className="mb-2 font-semibold">{t('conditions')}</h2>
        <Table label={t('conditions')}>
          <thead>
            <tr>
              <ColumnHead>{t('column.type')}</ColumnHead>
              <ColumnHead>{t('column.status')}</ColumnHead>
              <ColumnHead>{t('column.since')}</ColumnHead>
              <ColumnHead>{t('column.reason')}</ColumnHead>
            </tr>
          </thead>
          <tbody>
            {pod.conditions.map((condition) => (
              <ConditionRow key={condition.type} condition={condition} />
            ))}
          </tbody>
        </Table>
      </div>
      <div>
        <h2 className="mb-2 font-semibold">{t('labels')}</h2>
        <ul className="flex flex-wrap gap-1.5">
          {Object.entries(pod.labels).map(([key, value]) => (
            <li
              key={key}
              className="rounded-sm border border-line bg-surface px-1.5 font-mono text-xs [overflow-wrap:anywhere]"
            >
              {visible(key)}={visible(value)}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
