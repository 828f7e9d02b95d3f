'use client';
import { useTranslations } from 'use-intl';
import type { PodDetail } from '#lib/contracts/pods.ts';
import type { LiveRoute } from '#lib/domain/network/ip-route.ts';
import { visible } from '../pod-figure/text.ts';
import { Badge } from '../ui/badge.tsx';
import { Cell, ColumnHead, Row, Table } from '../ui/table.tsx';
import { LiveFrame } from './live-frame.tsx';
import { useLiveRead } from './use-live-read.ts';

/** Rows drawn; a router may hold hundreds of thousands. The text as printed has what the server sent. */
const most = 500;

function nextHops(route: LiveRoute): string {
  if (route.nextHops.length === 0) return route.type ?? '–';
  return route.nextHops
    .map(({ gateway, device }) =>
      [gateway === null ? null : `via ${gateway}`, device === null ? null : `dev ${device}`]
        .filter(Boolean)
        .join(' '),
    )
    .join(', ');
}

/** The pod's own routing table; the default route first, since that is what one looks for. */
export function LiveRoutesPanel({ pod }: { pod: PodDetail }) {
  const t = useTranslations('pod');
  const c = useTranslations('common');
  const live = useLiveRead(pod.namespace, pod.name, 'routes');
  return (
    <LiveFrame title="ip route" namespace={pod.namespace} live={live}>
      {(answer) => {
        const routes = answer.routes ?? [];
        if (routes.length === 0) return <p className="text-sm text-muted">{t('live.noRoutes')}</p>;
        const ordered = [...routes].sort(
          (a, b) => Number(b.destination === 'default') - Number(a.destination === 'default'),
        );
        return (
          <>
            <Table label="ip route">
              <thead>
                <tr>
                  <ColumnHead>{t('route.destination')}</ColumnHead>
                  <ColumnHead>{t('route.nextHop')}</ColumnHead>
                  <ColumnHead>{t('route.protocol')}</ColumnHead>
                  <ColumnHead>{t('route.source')}</ColumnHead>
                  <ColumnHead align="right">{t('route.metric')}</ColumnHead>
                </tr>
              </thead>
              <tbody>
                {ordered.slice(0, most).map((route, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a table may hold the same destination twice
                  <Row key={index}>
                    <Cell className="font-mono font-semibold">
                      {visible(route.destination)} {route.family === 'inet6' && <Badge>IPv6</Badge>}
                    </Cell>
                    <Cell className="font-mono">{visible(nextHops(route))}</Cell>
                    <Cell className="font-mono">{visible(route.protocol ?? '–')}</Cell>
                    <Cell className="font-mono">{visible(route.source ?? '–')}</Cell>
                    <Cell className="text-right font-mono">{route.metric ?? '–'}</Cell>
                  </Row>
                ))}
              </tbody>
            </Table>
            {routes.length > most && (
              <p className="text-xs text-muted">{c('more', { count: routes.length - most })}</p>
            )}
          </>
        );
      }}
    </LiveFrame>
  );
}
