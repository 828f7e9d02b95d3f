'use client';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import type { ContainerView } from '#lib/domain/pod/container-view.ts';
import { visible } from '../pod-figure/text.ts';
import { FaultPanel } from '../state/fault-panel.tsx';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { LogControls } from './log-controls.tsx';
import { LogLines } from './log-lines.tsx';
import { useLog } from './use-log.ts';
import { useLogView } from './use-log-view.ts';

/** The container the reader most likely wants: one that is in trouble, else the first that is not an init container. */
export function firstContainer(containers: readonly ContainerView[]): string {
  const troubled = containers.find((container) => !container.ready && container.state !== 'Completed');
  return (troubled ?? containers.find((container) => !container.init) ?? containers[0])?.name ?? '';
}

/** The log of one container: followed or not, of this run or the one before, found in, and bounded. */
export function LogViewer({
  namespace,
  pod,
  containers,
}: {
  namespace: string;
  pod: string;
  containers: readonly ContainerView[];
}) {
  const t = useTranslations('log');
  const { container: chosen, setContainer, view, change } = useLogView();
  const container = containers.some(({ name }) => name === chosen) ? chosen : firstContainer(containers);
  const [attempt, setAttempt] = useState(0);
  const { follow, previous, tail } = view;
  const query = useMemo(
    () => ({ namespace, pod, container, follow: follow && !previous, previous, tail }),
    [namespace, pod, container, follow, previous, tail],
  );
  const log = useLog(query, attempt);
  const readAgain = () => setAttempt((count) => count + 1);
  const restarted = containers.some((item) => item.name === container && item.restartCount > 0);

  return (
    <div className="min-w-0">
      <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-2">
        <Select
          label={t('container')}
          showLabel
          value={container}
          options={containers.map((item) => ({
            value: item.name,
            label: visible(item.init ? t('initContainer', { name: item.name }) : item.name),
          }))}
          onChange={setContainer}
        />
        <LogControls view={view} onChange={change} hasPrevious={restarted || previous} />
      </div>
      {log.phase === 'refused' && log.fault ? (
        <FaultPanel fault={log.fault} retry={readAgain} />
      ) : log.phase === 'connecting' ? (
        <Skeleton rows={12} height="h-4" />
      ) : (
        <LogLines
          log={log}
          wrap={view.wrap}
          find={view.find}
          follow={query.follow}
          label={t('linesOf', { name: visible(container) })}
        />
      )}
      <div className="mt-2 flex min-h-8 flex-wrap items-center gap-3 text-xs text-muted">
        <p role="status">
          {log.phase !== 'refused' && t(`phase.${log.phase}`)}
          {log.phase === 'ended' && log.lines.length === 0 && ` ${t('nothing')}`}
        </p>
        {(log.phase === 'ended' || log.phase === 'broken') && (
          <Button size="sm" onClick={readAgain}>
            {t('readAgain')}
          </Button>
        )}
        <p className="ml-auto">{t('lines', { count: log.lines.length })}</p>
        {log.dropped > 0 && <p>{t('dropped', { count: log.dropped })}</p>}
      </div>
    </div>
  );
}
