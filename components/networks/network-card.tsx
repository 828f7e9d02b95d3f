'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { healthOf } from '#lib/domain/health.ts';
import type { NetworkView } from '#lib/domain/network/network.ts';
import { ReasonList } from '../health/reason-list.tsx';
import { visible } from '../pod-figure/text.ts';
import { podPath } from '../pods/pod-cells.tsx';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { KeyValue, KeyValues } from '../ui/key-values.tsx';
import { Panel } from '../ui/panel.tsx';
import { Cell, ColumnHead, Row, Table } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';

/** Rows of attached pods drawn before more are asked for; of the pod network none, since that is nearly every pod. */
const few = 8;
const step = 200;

/** One network: what it is made of, and who is on it. */
export function NetworkCard({ network }: { network: NetworkView }) {
  const t = useTranslations('networks');
  const isPodNetwork = network.key === 'pod-network';
  // The title names the network already.
  const reasons = network.reasons.map(({ message, ...reason }) =>
    message === undefined || message === network.key ? reason : { ...reason, message },
  );
  const title = isPodNetwork ? t('podNetwork') : visible(network.key);
  return (
    <Panel
      title={title}
      aside={
        <span className="inline-flex items-center gap-1.5 text-xs text-muted">
          {network.reasons.length > 0 && <HealthShape health={healthOf(network.reasons)} />}
          {t('attachedCount', { count: network.attachedCount })}
        </span>
      }
    >
      <div className="space-y-3">
        {reasons.length > 0 && <ReasonList reasons={reasons} limit={5} />}
        <KeyValues>
          <KeyValue label={t('kind')} mono>
            {network.kind === null ? t('unknown') : visible(network.kind)}
          </KeyValue>
          {network.plugins.length > 1 && (
            <KeyValue label={t('plugins')} mono>
              {network.plugins.map(visible).join(' → ')}
            </KeyValue>
          )}
          {!isPodNetwork && (
            <KeyValue label="IPAM" mono>
              {network.ipam === null ? t('none') : visible(network.ipam)}
            </KeyValue>
          )}
          {network.ranges.length > 0 && (
            <KeyValue label={t('ranges')} mono>
              {network.ranges.map(visible).join(', ')}
            </KeyValue>
          )}
          {network.parent !== null && (
            <KeyValue label={t('parent')} mono>
              {visible(network.parent)}
            </KeyValue>
          )}
          {network.vlan !== null && (
            <KeyValue label="VLAN" mono>
              {network.vlan}
            </KeyValue>
          )}
          {network.mtu !== null && (
            <KeyValue label="MTU" mono>
              {network.mtu}
            </KeyValue>
          )}
          {network.resourceName !== null && (
            <KeyValue label={t('resource')} mono>
              {visible(network.resourceName)}
            </KeyValue>
          )}
        </KeyValues>
        {network.unreadable !== null && (
          <div>
            <p className="mb-1 text-sm text-degraded">{t('unreadable')}</p>
            <CodeBlock label={t('asWritten', { name: title })} text={network.unreadable} />
          </div>
        )}
        <Attached network={network} title={title} />
      </div>
    </Panel>
  );
}

function Attached({ network, title }: { network: NetworkView; title: string }) {
  const t = useTranslations('networks');
  const c = useTranslations('common');
  const [most, setMost] = useState(network.key === 'pod-network' ? 0 : few);
  const rows = network.attached.slice(0, most);
  const left = network.attached.length - rows.length;
  if (network.attachedCount === 0) return <p className="text-sm text-muted">{t('nobody')}</p>;
  return (
    <>
      {rows.length > 0 && (
        <Table label={t('attachedTo', { name: title })}>
          <thead>
            <tr>
              <ColumnHead>{t('column.pod')}</ColumnHead>
              <ColumnHead>{t('column.interface')}</ColumnHead>
              <ColumnHead>{t('column.addresses')}</ColumnHead>
              <ColumnHead>{t('column.state')}</ColumnHead>
            </tr>
          </thead>
          <tbody>
            {rows.map((item) => (
              <Row key={`${item.namespace}/${item.pod}/${item.interface}`}>
                <Cell className="font-mono">
                  <TextLink href={podPath({ namespace: item.namespace, name: item.pod })}>
                    {visible(`${item.namespace}/${item.pod}`)}
                  </TextLink>
                </Cell>
                <Cell className="font-mono">{visible(item.interface)}</Cell>
                <Cell className="font-mono">
                  {item.addresses.length === 0 ? '–' : item.addresses.map(visible).join(' ')}
                </Cell>
                <Cell className="whitespace-nowrap">
                  {item.reported ? (
                    t('reported')
                  ) : (
                    <span className="inline-flex items-center gap-1.5 font-semibold text-degraded">
                      <HealthShape health="degraded" />
                      {t('notReported')}
                    </span>
                  )}
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
      {left === 0 && network.attachedCount > rows.length && (
        <p className="text-sm">
          <TextLink href={`/pods?q=${encodeURIComponent(network.name)}`}>
            {t('restInPods', { count: network.attachedCount - rows.length })}
          </TextLink>
        </p>
      )}
      {left > 0 && (
        <Button size="sm" onClick={() => setMost(most + step)}>
          {rows.length === 0 ? t('show', { count: left }) : c('more', { count: left })}
        </Button>
      )}
    </>
  );
}
