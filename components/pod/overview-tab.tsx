'use client';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { PodDetail } from '#lib/contracts/pods.ts';
import { ConfigsOf } from '../config/configs-of.tsx';
import { ExportInterfaces, ExportPaths } from '../pod-figure/export-figure.tsx';
import { InterfacesFigure, PathsFigure } from '../pod-figure/pod-figure.tsx';
import { Panel } from '../ui/panel.tsx';

/** The pod on its networks, and the ways in and out, drawn. */
export function OverviewTab({ pod }: { pod: PodDetail }) {
  const t = useTranslations('pod');
  const { name, podIP, interfaces, path } = pod;
  const onNetworks = useMemo(
    () => ({ name, interfaces, node: path.node, podNetwork: path.podNetwork }),
    [name, interfaces, path.node, path.podNetwork],
  );
  const ways = useMemo(() => ({ name, podIP, path }), [name, podIP, path]);
  const source = path.podNetwork.source;
  const file = `${pod.namespace}-${name}`;
  return (
    <div className="space-y-4">
      <Panel title={t('figure.interfaces')} aside={<ExportInterfaces of={file} input={onNetworks} />}>
        <InterfacesFigure
          label={t('figure.interfaces')}
          input={onNetworks}
          caption={source === null ? t('figure.sourceUnknown') : t('figure.source', { source })}
        />
      </Panel>
      <Panel title={t('figure.ways')} aside={<ExportPaths of={file} input={ways} />}>
        <PathsFigure label={t('figure.ways')} input={ways} />
      </Panel>
      {pod.function && <ConfigsOf namespace={pod.namespace} functions={[pod.function]} />}
    </div>
  );
}
