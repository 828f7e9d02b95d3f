import { markdownText } from '../markdown.ts';
import { type ChainRun, partId } from './chain-run.ts';
import { longest, type RunReport, reportText, seconds, time } from './report.ts';
import type { LogEntry } from './run.ts';

/** What the upgrade of a chain came to: the whole, and each of its runs that is still kept. Seconds have one decimal. */
export interface ChainReport {
  id: string;
  kind: 'chain';
  /** `namespace/chain` */
  target: string;
  outcome: ChainRun['outcome'];
  cause: string | null;
  by: string;
  why: string | null;
  startedAt: string;
  endedAt: string | null;
  durationSeconds: number | null;
  longestAwaySeconds: number | null;
  longestSessionsSeconds: number | null;
  prefixesMissing: number;
  longestPrefixesSeconds: number | null;
  /** In the order in which they were begun: forward, then those back. */
  functions: (ChainPartReport & { report: RunReport | null })[];
  log: LogEntry[];
}

export interface ChainPartReport {
  function: string;
  direction: 'forward' | 'back';
  /** `already`: it had these images, and there is no run. */
  outcome: ChainRun['parts'][number]['outcome'];
}

/** @param reportOf the report of a run by its id; null where its record is no longer kept */
export function chainReport(run: ChainRun, reportOf: (id: string) => RunReport | null): ChainReport {
  const functions = run.parts.map(({ number, member, side, outcome }) => {
    const { kind, name } = run.members[member] ?? { kind: 'deployments', name: '?' };
    return {
      function: `${kind}/${name}`,
      direction: side === 'to' ? ('forward' as const) : ('back' as const),
      outcome,
      report: reportOf(partId(run.id, number)),
    };
  });
  const reports = functions.flatMap(({ report }) => report ?? []);
  return {
    id: run.id,
    kind: 'chain',
    target: `${run.namespace}/${run.chain}`,
    outcome: run.outcome,
    cause: run.cause,
    by: run.startedBy,
    why: run.why,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    durationSeconds: seconds(run.startedAt, run.endedAt),
    longestAwaySeconds: longest(reports.map((report) => report.longestAwaySeconds)),
    longestSessionsSeconds: longest(reports.map((report) => report.longestSessionsSeconds)),
    prefixesMissing: Math.max(0, ...reports.map((report) => report.prefixesMissing)),
    longestPrefixesSeconds: longest(reports.map((report) => report.longestPrefixesSeconds)),
    functions,
    log: run.log,
  };
}

/** The report for a ticket or a change record: the whole first, then each run as its own report has it. */
export function chainReportText(report: ChainReport): string {
  const line = (name: string, value: string | null) => `| ${name} | ${markdownText(value ?? '–')} |`;
  return [
    `# Upgrade of chain ${markdownText(report.target)}: ${report.outcome ?? 'under way'}`,
    '',
    '| | |',
    '| --- | --- |',
    line('Run', report.id),
    line('By', report.by),
    line('Why', report.why),
    ...(report.cause === null ? [] : [line('Cause', report.cause)]),
    line('Started', report.startedAt),
    line('Ended', report.endedAt),
    line('Duration', time(report.durationSeconds)),
    line('Longest absence of a pod', time(report.longestAwaySeconds)),
    line('Longest recovery of sessions', time(report.longestSessionsSeconds)),
    line('Most prefixes missing', String(report.prefixesMissing)),
    '',
    '| Function | Direction | Outcome | Duration |',
    '| --- | --- | --- | --- |',
    ...report.functions.map(
      (part) =>
        `| ${markdownText(part.function)} | ${part.direction} | ${part.outcome ?? 'under way'} | ${time(part.report?.durationSeconds ?? null)} |`,
    ),
    '',
    '## What happened',
    '',
    ...report.log.map(
      ({ at, code, detail }) => `- ${at} ${code}${detail === '' ? '' : `: ${markdownText(detail)}`}`,
    ),
    '',
    ...report.functions.flatMap((part) =>
      part.report === null ? [] : [reportText(part.report).replace(/^#/gm, '##')],
    ),
  ].join('\n');
}
