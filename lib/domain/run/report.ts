import { markdownText } from '../markdown.ts';
import { checkReasonText, type LifecycleCheck } from './lifecycle.ts';
import type { Baseline, LogEntry, Run, RunKind, RunOutcome, Step } from './run.ts';

/** A run in numbers that can be compared with another's. Seconds have one decimal. */
export interface RunNumbers {
  durationSeconds: number | null;
  longestAwaySeconds: number | null;
  longestSessionsSeconds: number | null;
  /** The most prefixes of the baseline that were missing at once, over all pods. */
  prefixesMissing: number;
  longestPrefixesSeconds: number | null;
}

/** What a run came to. */
export interface RunReport extends RunNumbers {
  id: string;
  kind: RunKind;
  /** `namespace/kind/name` */
  target: string;
  outcome: RunOutcome | null;
  cause: string | null;
  by: string;
  why: string | null;
  from: Record<string, string>;
  to: Record<string, string>;
  startedAt: string;
  endedAt: string | null;
  pods: PodReport[];
  /** Of a run of lifecycle checks. */
  checks: CheckReport[];
  log: LogEntry[];
}

export interface CheckReport extends Pick<LifecycleCheck, 'check' | 'state' | 'why' | 'detail'> {
  durationSeconds: number | null;
}

export interface PodReport {
  pod: string;
  newPod: string | null;
  direction: 'forward' | 'back';
  /** From the moment the pod was taken away until one in its place was Ready. */
  awaySeconds: number | null;
  /** Until all sessions of the baseline were back; null where there were none. */
  sessionsSeconds: number | null;
  prefixesMissing: number;
  /** Until the tolerated share of prefixes was back. */
  prefixesSeconds: number | null;
}

export function runReport(run: Run): RunReport {
  const { images } = run.change;
  return {
    id: run.id,
    kind: run.kind,
    target: `${run.target.namespace}/${run.target.kind}/${run.target.name}`,
    outcome: run.outcome,
    cause: run.cause,
    by: run.startedBy,
    why: run.why,
    from: Object.fromEntries(Object.entries(images).map(([name, { from }]) => [name, from])),
    to: Object.fromEntries(Object.entries(images).map(([name, { to }]) => [name, to])),
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    pods: podsOf(run),
    ...runNumbers(run),
    checks: (run.lifecycle?.checks ?? []).map(({ check, state, why, detail, startedAt, endedAt }) => ({
      check,
      state,
      why,
      detail,
      durationSeconds: seconds(startedAt, endedAt),
    })),
    log: run.log,
  };
}

type Turned = Pick<Run, 'forward' | 'back' | 'baseline'>;

/** Whether there were sessions before that could come back. */
export const hadSessions = ({ baseline }: { baseline: Pick<Baseline, 'pods'> | null }): boolean =>
  baseline?.pods.some(({ sessions }) => sessions.length > 0) ?? false;

const podsOf = (run: Turned): PodReport[] => [
  ...run.forward.filter(went).map((step) => podReport(endedBack(step, run), 'forward', hadSessions(run))),
  ...(run.back ?? []).filter(went).map((step) => podReport(step, 'back', hadSessions(run))),
];

export function runNumbers(run: Turned & Pick<Run, 'startedAt' | 'endedAt'>): RunNumbers {
  const pods = podsOf(run);
  return {
    durationSeconds: seconds(run.startedAt, run.endedAt),
    longestAwaySeconds: longest(pods.map((pod) => pod.awaySeconds)),
    longestSessionsSeconds: longest(pods.map((pod) => pod.sessionsSeconds)),
    prefixesMissing: Math.max(0, ...pods.map((pod) => pod.prefixesMissing)),
    // Where none was missing there was no time below them either.
    longestPrefixesSeconds: longest(
      pods.map((pod) => (pod.prefixesMissing > 0 ? pod.prefixesSeconds : null)),
    ),
  };
}

/** What did not come back on the way forward came back when the pod in its place went back, if then. */
function endedBack(step: Step, { back }: Turned): Step {
  const again = back?.find((one) => one.pod === (step.newPod ?? step.pod));
  if (again === undefined) return step;
  return {
    ...step,
    readyAt: step.readyAt ?? again.readyAt,
    sessionsAt: step.sessionsAt ?? again.sessionsAt,
    prefixesAt: step.prefixesAt ?? again.prefixesAt,
  };
}

const went = (step: Step): boolean => step.goAt !== null;

function podReport(step: Step, direction: PodReport['direction'], routes: boolean): PodReport {
  return {
    pod: step.pod,
    newPod: step.newPod,
    direction,
    awaySeconds: seconds(step.goAt, step.readyAt),
    sessionsSeconds: routes ? seconds(step.goAt, step.sessionsAt) : null,
    prefixesMissing: step.prefixesMissing,
    prefixesSeconds: routes ? seconds(step.goAt, step.prefixesAt) : null,
  };
}

export function seconds(from: string | null, to: string | null): number | null {
  if (from === null || to === null) return null;
  return Math.round((Date.parse(to) - Date.parse(from)) / 100) / 10;
}

export function longest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** The report for a ticket or a change record. */
export function reportText(report: RunReport): string {
  const images = Object.keys(report.to);
  const line = (name: string, value: string | null) => `| ${name} | ${markdownText(value ?? '–')} |`;
  return [
    `# ${report.kind} of ${markdownText(report.target)}: ${report.outcome ?? 'under way'}`,
    '',
    '| | |',
    '| --- | --- |',
    line('Run', report.id),
    ...images.map((name) => line(`Image of ${name}`, `${report.from[name]} → ${report.to[name]}`)),
    line('By', report.by),
    line('Why', report.why),
    ...(report.cause === null ? [] : [line('Cause', report.cause)]),
    line('Started', report.startedAt),
    line('Ended', report.endedAt),
    line('Duration', time(report.durationSeconds)),
    ...(report.kind === 'lifecycle'
      ? []
      : [
          line('Longest absence of a pod', time(report.longestAwaySeconds)),
          line('Longest recovery of sessions', time(report.longestSessionsSeconds)),
          line('Most prefixes missing', String(report.prefixesMissing)),
          line('Longest time below the prefixes before', time(report.longestPrefixesSeconds)),
        ]),
    '',
    ...(report.kind === 'lifecycle' ? checkTable(report.checks) : podTable(report.pods)),
    '',
    '## What happened',
    '',
    ...report.log.map(
      ({ at, code, detail }) => `- ${at} ${code}${detail === '' ? '' : `: ${markdownText(detail)}`}`,
    ),
    '',
  ].join('\n');
}

export const time = (value: number | null): string => (value === null ? '–' : `${value} s`);
const row = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(' | ')} |`;

const podTable = (pods: readonly PodReport[]): string[] => [
  '| Pod | Direction | Replaced by | Away | Sessions back after | Prefixes missing | Prefixes back after |',
  '| --- | --- | --- | --- | --- | --- | --- |',
  ...pods.map((pod) =>
    row([
      pod.pod,
      pod.direction,
      pod.newPod ?? '–',
      time(pod.awaySeconds),
      time(pod.sessionsSeconds),
      String(pod.prefixesMissing),
      time(pod.prefixesSeconds),
    ]),
  ),
];

const checkTable = (checks: readonly CheckReport[]): string[] => [
  '| Check | Result | Why | Duration |',
  '| --- | --- | --- | --- |',
  ...checks.map(({ check, state, why, detail, durationSeconds }) =>
    row([
      check,
      state,
      [...(why === null ? [] : [checkReasonText[why]]), detail].filter(Boolean).join(' ') || '–',
      time(durationSeconds),
    ]),
  ),
];
