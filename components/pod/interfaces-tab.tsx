'use client';
import { useTranslations } from 'use-intl';
import type { PodDetail } from '#lib/contracts/pods.ts';
import type { InterfaceComparison } from '#lib/domain/network/compare-interfaces.ts';
import type { NetworkInterface } from '#lib/domain/network/interface.ts';
import type { LiveInterface } from '#lib/domain/network/ip-address.ts';
import { ReasonLine } from '../health/reason-list.tsx';
import { visible } from '../pod-figure/text.ts';
import { Badge } from '../ui/badge.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { HealthShape } from '../ui/health-mark.tsx';
import { Panel } from '../ui/panel.tsx';
import { Cell, ColumnHead, Row, Table } from '../ui/table.tsx';
import { LiveFrame } from './live-frame.tsx';
import { LiveRoutesPanel } from './live-routes-panel.tsx';
import { type Live, useLiveRead } from './use-live-read.ts';

/** Requested against reported against what the pod's kernel has. */
export function InterfacesTab({ pod }: { pod: PodDetail }) {
  const t = useTranslations('pod');
  const live = useLiveRead(pod.namespace, pod.name, 'interfaces');
  return (
    <div className="space-y-4">
      {Object.entries(pod.unreadable).map(([annotation, text]) => (
        <Panel key={annotation} title={t('unreadable', { annotation: visible(annotation) })}>
          <CodeBlock label={visible(annotation)} text={text} />
        </Panel>
      ))}
      <Comparison interfaces={pod.interfaces} live={live} />
      <LiveFrame title="ip addr" namespace={pod.namespace} live={live}>
        {(answer) => <LiveAddresses interfaces={answer.interfaces ?? []} />}
      </LiveFrame>
      <LiveRoutesPanel pod={pod} />
    </div>
  );
}

function Comparison({ interfaces, live }: { interfaces: readonly NetworkInterface[]; live: Live }) {
  const t = useTranslations('pod');
  const compared = new Map(live.data?.comparison?.map((item) => [item.name, item]));
  const declared = new Set(interfaces.map((item) => item.name));
  const others = live.data?.comparison?.filter((item) => !declared.has(item.name)) ?? [];
  return (
    <Table label={t('tab.interfaces')}>
      <thead>
        <tr>
          <ColumnHead>{t('interface.name')}</ColumnHead>
          <ColumnHead>{t('interface.network')}</ColumnHead>
          <ColumnHead>{t('interface.kind')}</ColumnHead>
          <ColumnHead>{t('interface.addresses')}</ColumnHead>
          <ColumnHead>{t('interface.hardware')}</ColumnHead>
          <ColumnHead>{t('interface.requested')}</ColumnHead>
          <ColumnHead>{t('interface.reported')}</ColumnHead>
          <ColumnHead>{t('interface.live')}</ColumnHead>
        </tr>
      </thead>
      <tbody>
        {interfaces.map((item, index) => (
          <InterfaceRow
            // biome-ignore lint/suspicious/noArrayIndexKey: hostile annotations may name two interfaces alike
            key={index}
            item={item}
            compared={compared.get(item.name) ?? null}
            reading={live.data === null}
          />
        ))}
        {others.map((item) => (
          <Row key={item.name}>
            <Cell className="font-mono font-semibold">{visible(item.name)}</Cell>
            <Cell colSpan={6} className="text-muted">
              –
            </Cell>
            <Cell>
              <Verdict compared={item} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function InterfaceRow({
  item,
  compared,
  reading,
}: {
  item: NetworkInterface;
  compared: InterfaceComparison | null;
  reading: boolean;
}) {
  const t = useTranslations('pod');
  const hardware = [
    item.mac,
    item.mtu === null ? null : `MTU ${item.mtu}`,
    item.device && `${item.device.type} ${item.device.address ?? ''}`,
  ];
  return (
    <Row>
      <Cell className="whitespace-nowrap font-mono font-semibold">
        {visible(item.name)} {item.isDefaultRoute === true && <Badge>{t('figure.defaultRoute')}</Badge>}
      </Cell>
      <Cell className="font-mono">{item.network === null ? '–' : visible(item.network)}</Cell>
      <Cell className="font-mono">
        {item.plugins.length > 0 ? item.plugins.map(visible).join(' → ') : (item.kind ?? '–')}
      </Cell>
      <Cell className="font-mono">{item.addresses.map(visible).join(' ') || '–'}</Cell>
      <Cell className="font-mono text-xs">
        {hardware
          .filter(Boolean)
          .map((text) => visible(String(text)))
          .join(' · ') || '–'}
      </Cell>
      <Cell>
        <YesNo yes={item.requested} />
      </Cell>
      <Cell>
        <YesNo yes={item.reported} />
        {item.problem && (
          <div className="mt-1 max-w-sm">
            <ReasonLine reason={item.problem} />
          </div>
        )}
      </Cell>
      <Cell>
        {compared === null ? (
          <span className="text-muted">{reading ? t('live.notRead') : '–'}</span>
        ) : (
          <Verdict compared={compared} />
        )}
      </Cell>
    </Row>
  );
}

function YesNo({ yes }: { yes: boolean }) {
  const t = useTranslations('pod');
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <HealthShape health={yes ? 'ok' : 'degraded'} />
      {yes ? t('yes') : t('no')}
    </span>
  );
}

function Verdict({ compared }: { compared: InterfaceComparison }) {
  const t = useTranslations('pod');
  const agrees = compared.verdict === 'agrees';
  return (
    <div>
      <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
        <HealthShape health={agrees ? 'ok' : compared.verdict === 'missing' ? 'down' : 'degraded'} />
        {t(`verdict.${compared.verdict}`)}
      </span>
      {!agrees && (
        <p className="max-w-sm text-xs text-muted [overflow-wrap:anywhere]">{visible(compared.message)}</p>
      )}
    </div>
  );
}

function LiveAddresses({ interfaces }: { interfaces: readonly LiveInterface[] }) {
  const t = useTranslations('pod');
  if (interfaces.length === 0) return <p className="text-sm text-muted">{t('live.noInterfaces')}</p>;
  return (
    <Table label="ip addr">
      <thead>
        <tr>
          <ColumnHead>{t('interface.name')}</ColumnHead>
          <ColumnHead>{t('session.state')}</ColumnHead>
          <ColumnHead>{t('interface.addresses')}</ColumnHead>
          <ColumnHead>MAC</ColumnHead>
          <ColumnHead align="right">MTU</ColumnHead>
        </tr>
      </thead>
      <tbody>
        {interfaces.map((item) => (
          <Row key={item.name}>
            <Cell className="font-mono font-semibold">{visible(item.name)}</Cell>
            <Cell className="font-mono">{item.state === null ? '–' : visible(item.state)}</Cell>
            <Cell className="font-mono">
              {item.addresses.map(({ address, prefixLength }) => (
                <div key={address}>
                  {visible(address)}
                  {prefixLength === null ? '' : `/${prefixLength}`}
                </div>
              ))}
            </Cell>
            <Cell className="font-mono">{item.mac === null ? '–' : visible(item.mac)}</Cell>
            <Cell className="text-right font-mono">{item.mtu ?? '–'}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
