'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useSearchState } from '#lib/client/use-search-state.ts';
import type { Config } from '#lib/contracts/configs.ts';
import { functionPath } from '../function/paths.ts';
import { FaultPanel } from '../state/fault-panel.tsx';
import { NoSuchObject } from '../state/not-found.tsx';
import { Badge } from '../ui/badge.tsx';
import { KeyValue, KeyValues } from '../ui/key-values.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StatePanel } from '../ui/state-panel.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { RelativeTime } from '../ui/time.tsx';
import type { ConfigRef } from './api.ts';
import { ConfigWork } from './config-work.tsx';
import { DriftMark } from './drift-state.tsx';
import { HistoryPart, Who } from './history-part.tsx';
import { RunningPart } from './running-part.tsx';
import { useConfig } from './use-config.ts';

/** A ConfigMap: its texts to edit, what runs of it, and what was before. */
export function ConfigPage(of: ConfigRef) {
  const t = useTranslations('config.page');
  const { data, error, mutate } = useConfig(of);
  const gone = error?.fault.kind === 'not-found';
  return (
    <>
      <PageHead
        above={
          <>
            <TextLink href="/configs">{t('back')}</TextLink> /{' '}
            <span className="font-mono text-xs">{of.namespace}</span>
          </>
        }
        title={<span className="font-mono text-[0.92em]">{of.name}</span>}
        beside={
          <>
            <Badge>ConfigMap</Badge>
            {data?.immutable && <Badge>{t('immutable')}</Badge>}
          </>
        }
      />
      {!data && error && !gone && <FaultPanel fault={error.fault} retry={() => void mutate()} />}
      {!data && gone && <NoSuchObject what="ConfigMap" name={`${of.namespace}/${of.name}`} />}
      {!data && !error && <Skeleton rows={10} />}
      {data && data.data === null && <StatePanel title={t('notRead')}>{t('notReadBody')}</StatePanel>}
      {data && data.data !== null && (
        <Parts of={data} data={data.data} gone={gone} onChanged={async () => void (await mutate())} />
      )}
    </>
  );
}

function Parts(props: {
  of: Config;
  data: Readonly<Record<string, string>>;
  gone: boolean;
  onChanged: () => Promise<void>;
}) {
  const { of } = props;
  const t = useTranslations('config.page');
  const [tab, setTab] = useSearchState('tab', 'edit');
  const [restore, setRestore] = useState<{ data: Record<string, string>; revision: number } | null>(null);
  const last = of.history[0];
  return (
    <div className="space-y-4">
      <KeyValues>
        <KeyValue label={t('usedBy')}>
          {of.usedBy.map((one) => (
            <TextLink
              key={`${one.kind}/${one.name}`}
              href={functionPath(one)}
              className="mr-3 font-mono text-sm"
            >
              {one.name}
            </TextLink>
          ))}
        </KeyValue>
        <KeyValue label={t('routers')}>
          <span className="font-mono text-sm">
            {of.pods.length === 0
              ? '–'
              : of.pods.map(({ pod, version }) => `${pod} (${version ?? '?'})`).join(', ')}
          </span>
        </KeyValue>
        <KeyValue label={t('drift')}>
          <DriftMark drift={of.drift} />
        </KeyValue>
        <KeyValue label={t('lastChange')}>
          {last ? (
            <span className="inline-flex flex-wrap items-center gap-x-2">
              <RelativeTime at={last.at} /> <Who of={last} />
            </span>
          ) : (
            '–'
          )}
        </KeyValue>
        <KeyValue label={t('version')} mono>
          {of.resourceVersion}
        </KeyValue>
      </KeyValues>
      <Tabs
        label={t('parts')}
        value={tab === 'running' || tab === 'history' ? tab : 'edit'}
        onValueChange={setTab}
        tabs={[
          {
            value: 'edit',
            label: t('tabs.edit'),
            content: <ConfigWork {...props} restore={restore} onRestored={() => setRestore(null)} />,
          },
          {
            value: 'running',
            label: t('tabs.running'),
            content: <RunningPart of={of} onCompared={() => void props.onChanged()} />,
          },
          {
            value: 'history',
            label: t('tabs.history'),
            content: (
              <HistoryPart
                of={of}
                whyNot={of.immutable ? t('immutable') : null}
                onRestore={(data, revision) => {
                  setRestore({ data, revision });
                  setTab('edit');
                }}
              />
            ),
          },
        ]}
      />
    </div>
  );
}
