'use client';
import clsx from 'clsx';
import { useTranslations } from 'use-intl';
import type { PodDetail } from '#lib/contracts/pods.ts';
import { routingCommands } from '#lib/domain/frr/commands.ts';
import type { RoutingSession } from '#lib/domain/frr/routing-summary.ts';
import { humanDuration } from '#lib/domain/pod/human-duration.ts';
import { visible } from '../pod-figure/text.ts';
import { HealthShape } from '../ui/health-mark.tsx';
import { Cell, ColumnHead, Row, Table } from '../ui/table.tsx';
import { LiveFrame } from './live-frame.tsx';
import { useLiveRead } from './use-live-read.ts';

const protocols = [
  ['bgp', 'BGP'],
  ['ospf', 'OSPF'],
  ['isis', 'IS-IS'],
  ['bfd', 'BFD'],
] as const;

/** FRR's sessions, read in the pod now. */
export function RoutingTab({ pod }: { pod: PodDetail }) {
  return (
    <div className="space-y-4">
      <Version pod={pod} />
      {protocols.map(([what, title]) => (
        <Sessions key={what} pod={pod} what={what} title={title} />
      ))}
    </div>
  );
}

function Version({ pod }: { pod: PodDetail }) {
  const t = useTranslations('pod');
  const live = useLiveRead(pod.namespace, pod.name, 'version');
  return (
    <LiveFrame title="FRRouting" namespace={pod.namespace} live={live}>
      {(answer) => (
        <p className="font-mono text-sm">
          {!answer.version ? t('versionUnknown') : visible(answer.version.version)}
          {answer.daemons && <span className="ml-4 text-muted">{answer.daemons.map(visible).join(' ')}</span>}
        </p>
      )}
    </LiveFrame>
  );
}

function Sessions({
  pod,
  what,
  title,
}: {
  pod: PodDetail;
  what: (typeof protocols)[number][0];
  title: string;
}) {
  const t = useTranslations('pod');
  const live = useLiveRead(pod.namespace, pod.name, what);
  const bgp = what === 'bgp';
  // It is configured, and does not run.
  const isTold = pod.reasons.some(
    ({ code, message }) =>
      code === 'routing-daemon-down' && message?.includes(routingCommands[what].daemon) === true,
  );
  return (
    <LiveFrame title={title} namespace={pod.namespace} live={live} quiet={!bgp && !isTold}>
      {(answer) =>
        !answer.sessions || answer.sessions.length === 0 ? (
          <p className="text-sm text-muted">
            {answer.problem === null && t('noSessions', { protocol: title })}
          </p>
        ) : (
          <Table label={t('sessionsOf', { protocol: title })}>
            <thead>
              <tr>
                <ColumnHead>{t('session.peer')}</ColumnHead>
                <ColumnHead>{t('session.state')}</ColumnHead>
                <ColumnHead align="right">{t('session.time')}</ColumnHead>
                <ColumnHead>{t(bgp ? 'session.family' : 'session.interface')}</ColumnHead>
                {bgp && <ColumnHead align="right">AS</ColumnHead>}
                {bgp && <ColumnHead align="right">{t('session.received')}</ColumnHead>}
                {bgp && <ColumnHead align="right">{t('session.sent')}</ColumnHead>}
                <ColumnHead>{t('session.description')}</ColumnHead>
              </tr>
            </thead>
            <tbody>
              {answer.sessions.map((session) => (
                <SessionRow key={`${session.context} ${session.peer}`} session={session} bgp={bgp} />
              ))}
            </tbody>
          </Table>
        )
      }
    </LiveFrame>
  );
}

const number = (value: number | null): string => (value === null ? '–' : String(value));

function SessionRow({ session, bgp }: { session: RoutingSession; bgp: boolean }) {
  const t = useTranslations('pod');
  const fine = session.up && (session.detail === null || session.detail === 'OK' || !bgp);
  return (
    <Row>
      <Cell className="font-mono font-semibold">{visible(session.peer)}</Cell>
      <Cell>
        <span className="inline-flex items-center gap-1.5 font-mono">
          <HealthShape health={fine ? 'ok' : session.up ? 'degraded' : 'down'} />
          {visible(session.state)}
          <span className="sr-only">{t(session.up ? 'session.up' : 'session.down')}</span>
        </span>
        {session.detail !== null && session.detail !== 'OK' && (
          <p
            className={clsx(
              'font-mono text-xs [overflow-wrap:anywhere]',
              fine ? 'text-muted' : 'text-degraded',
            )}
          >
            {visible(session.detail)}
          </p>
        )}
      </Cell>
      <Cell className="whitespace-nowrap text-right font-mono">
        {session.seconds === null ? '–' : humanDuration(session.seconds * 1_000)}
      </Cell>
      <Cell className="font-mono">{visible(session.context)}</Cell>
      {bgp && <Cell className="text-right font-mono">{number(session.remoteAs)}</Cell>}
      {bgp && <Cell className="text-right font-mono">{number(session.prefixesReceived)}</Cell>}
      {bgp && <Cell className="text-right font-mono">{number(session.prefixesSent)}</Cell>}
      <Cell className="[overflow-wrap:anywhere]">
        {session.description === null ? '–' : visible(session.description)}
      </Cell>
    </Row>
  );
}
