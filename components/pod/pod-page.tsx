'use client';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRights } from '#lib/client/use-rights.ts';
import { useSearchState } from '#lib/client/use-search-state.ts';
import { useRow } from '#lib/client/use-topic.ts';
import type { PodDetail } from '#lib/contracts/pods.ts';
import { FreezeNotice } from '../freeze/freeze-notice.tsx';
import { LogViewer } from '../log/log-viewer.tsx';
import { visible } from '../pod-figure/text.ts';
import { Awaiting } from '../state/awaiting.tsx';
import { FaultPanel } from '../state/fault-panel.tsx';
import { NoSuchObject } from '../state/not-found.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { type Tab, Tabs } from '../ui/tabs.tsx';
import { ContainersTab } from './containers-tab.tsx';
import { EventsTab } from './events-tab.tsx';
import { InterfacesTab } from './interfaces-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { PodHead, PodPlace } from './pod-head.tsx';
import { RoutingTab } from './routing-tab.tsx';

/** The last state of a pod that is gone stays on the page: what became of it is what its reader wants to know. */
function useLastKnown(row: PodDetail | null): PodDetail | null {
  const [last, setLast] = useState(row);
  useEffect(() => {
    if (row) setLast(row);
  }, [row]);
  return row ?? last;
}

/** Everything about one pod. */
export function PodPage({ namespace, name }: { namespace: string; name: string }) {
  const { loaded, row } = useRow(`pod:${namespace}/${name}`);
  const t = useTranslations('pod');
  const pod = useLastKnown(row);
  const gone = loaded && row === null && pod !== null;
  if (pod === null) {
    return (
      <>
        <PageHead above={<PodPlace namespace={namespace} />} title={visible(name)} />
        <Awaiting
          loaded={loaded}
          empty
          kinds={['pods']}
          whenEmpty={<NoSuchObject what="Pod" name={`${namespace}/${name}`} />}
        >
          {null}
        </Awaiting>
      </>
    );
  }
  return (
    <>
      <PodHead pod={pod} gone={gone} />
      {gone && (
        <StatePanel health="note" title={t('gone.title')} className="mx-0">
          <p>{t('gone.body')}</p>
        </StatePanel>
      )}
      {!gone && (
        <FreezeNotice
          of={{
            namespace,
            chain: pod.chain ?? pod.function?.name ?? null,
            kinds: pod.function ? [pod.function.kind] : [],
          }}
        />
      )}
      <PodTabs key={pod.uid} pod={pod} />
    </>
  );
}

/** A log that is known to be refused is not asked for. */
function LogTab({ pod: { namespace, name, containers } }: { pod: PodDetail }) {
  const may = useRights(namespace)('log');
  return may.state === 'missing' ? (
    <FaultPanel fault={{ kind: 'forbidden', detail: may.reason ?? '', right: may.right }} />
  ) : (
    <LogViewer namespace={namespace} pod={name} containers={containers} />
  );
}

function PodTabs({ pod }: { pod: PodDetail }) {
  const t = useTranslations('pod');
  const [asked, setAsked] = useSearchState('tab', 'overview');
  const tabs: Tab[] = [
    { value: 'overview', label: t('tab.overview'), content: <OverviewTab pod={pod} /> },
    { value: 'interfaces', label: t('tab.interfaces'), content: <InterfacesTab pod={pod} /> },
    ...(pod.runsRouting
      ? [{ value: 'routing', label: t('tab.routing'), content: <RoutingTab pod={pod} /> }]
      : []),
    { value: 'containers', label: t('tab.containers'), content: <ContainersTab pod={pod} /> },
    {
      value: 'events',
      label: t('tab.events', { count: pod.events.length }),
      content: <EventsTab events={pod.events} />,
    },
    {
      value: 'log',
      label: t('tab.log'),
      content: <LogTab pod={pod} />,
    },
  ];
  const open = tabs.find((tab) => tab.value === asked)?.value ?? 'overview';
  return <Tabs label={t('tabs')} tabs={tabs} value={open} onValueChange={setAsked} />;
}
