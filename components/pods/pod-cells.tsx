'use client';
import clsx from 'clsx';
import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { useCluster } from '#lib/client/use-freshness.ts';
import { useNowText } from '#lib/client/use-now.ts';
import type { Health, ReasonCode } from '#lib/domain/health.ts';
import type { NetworkInterface } from '#lib/domain/network/interface.ts';
import { printAge } from '#lib/domain/pod/human-duration.ts';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';
import { printRestarts } from '#lib/domain/pod/print-restarts.ts';
import { visible } from '../pod-figure/text.ts';
import { HealthShape } from '../ui/health-mark.tsx';
import type { ColumnId } from './columns.ts';

/** Since Kubernetes 1.22 RESTARTS says when the last one was. Source: pkg/printers/internalversion/printers.go. */
function printsRestartAge(version: string | null): boolean {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  return major === undefined || Number(major) > 1 || Number(minor) >= 22;
}

/** AGE as kubectl prints it, going on by itself. */
export function PodAge({ createdAt }: { createdAt: string }) {
  const text = useNowText(
    useCallback((now: number) => (now === 0 ? '' : printAge(createdAt, new Date(now))), [createdAt]),
  );
  return (
    <time dateTime={createdAt} title={createdAt} suppressHydrationWarning>
      {text}
    </time>
  );
}

/** RESTARTS as kubectl prints it. */
export function PodRestarts({
  restartCount,
  lastRestartAt,
}: {
  restartCount: number;
  lastRestartAt: string | null;
}) {
  const withAge = printsRestartAge(useCluster()?.version ?? null);
  const text = useNowText(
    useCallback(
      (now: number) =>
        now === 0
          ? String(restartCount)
          : printRestarts({ restartCount, lastRestartAt }, new Date(now), { withAge }),
      [restartCount, lastRestartAt, withAge],
    ),
  );
  return <span className="whitespace-pre">{text}</span>;
}

/** A reason may be a remark, too: what is as it should be carries no mark. */
const isTrouble = (item: NetworkInterface): boolean => item.problem !== null && item.problem.health !== 'ok';

function ReasonWord({ code }: { code: ReasonCode }) {
  const t = useTranslations('reason');
  return <span className="sr-only">{t(code)}</span>;
}

/** Names of the interfaces; those with a problem first, with a mark and its words. */
function InterfaceNames({ interfaces }: { interfaces: readonly NetworkInterface[] }) {
  return (
    <span className="flex gap-2 overflow-hidden">
      {[...interfaces]
        .sort((a, b) => Number(isTrouble(b)) - Number(isTrouble(a)))
        .map((item) => (
          <span
            key={`${item.name} ${item.network}`}
            title={visible([item.name, item.network, item.kind, ...item.addresses].filter(Boolean).join(' '))}
            className={clsx(
              'inline-flex items-center gap-0.5',
              isTrouble(item) && 'font-semibold text-degraded',
            )}
          >
            {isTrouble(item) && <TriangleAlert aria-hidden="true" className="size-3 shrink-0" />}
            {visible(item.name)}
            {isTrouble(item) && item.problem && <ReasonWord code={item.problem.code} />}
          </span>
        ))}
    </span>
  );
}

export const podPath = (row: { namespace: string; name: string }): string =>
  `/pods/${encodeURIComponent(row.namespace)}/${encodeURIComponent(row.name)}`;

const absent = <span className="text-muted">–</span>;
const shown = (text: string | null): ReactNode => (text === null ? absent : visible(text));

/** The words of health, made once for all rows: a translator for each cell would be most of a row's cost. */
export type HealthWords = Record<Health, string>;

/** What stands in each column. */
export const cells = {
  namespace: (row) => shown(row.namespace),
  name: (row) => (
    // A plain link: the grid takes the click, and thousands of rows need no router of their own.
    <a
      href={podPath(row)}
      tabIndex={-1}
      className="font-semibold text-text underline-offset-2 hover:underline"
    >
      {visible(row.name)}
    </a>
  ),
  ready: (row) => row.ready,
  status: (row) => visible(row.status),
  restarts: (row) => <PodRestarts restartCount={row.restartCount} lastRestartAt={row.lastRestartAt} />,
  age: (row) => <PodAge createdAt={row.createdAt} />,
  health: (row, words) => (
    <span className="inline-flex items-center gap-1.5 font-sans">
      <HealthShape health={row.health} />
      {words[row.health]}
    </span>
  ),
  node: (row) => shown(row.node),
  ip: (row) => shown(row.podIP),
  function: (row) => shown(row.function?.name ?? null),
  chain: (row) => shown(row.chain),
  version: (row) => shown(row.version),
  interfaces: (row) => <InterfaceNames interfaces={row.interfaces} />,
} satisfies Record<ColumnId, (row: PodRow, words: HealthWords) => ReactNode>;

/** The text a cut-off cell shows in full on hover. */
export function cellTitle(column: ColumnId, row: PodRow): string | undefined {
  const text = {
    namespace: row.namespace,
    name: row.name,
    status: row.reasons.map((reason) => reason.message).find(Boolean) ?? row.status,
    node: row.node,
    ip: row.podIP,
    function: row.function === null ? null : `${row.function.namespace}/${row.function.name}`,
    chain: row.chain,
    version: row.version,
  }[column as string];
  return text ? visible(text) : undefined;
}
