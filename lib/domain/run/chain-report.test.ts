import { expect, test } from 'vitest';
import { chainReport, chainReportText } from './chain-report.ts';
import type { ChainRun } from './chain-run.ts';
import type { RunReport } from './report.ts';

const part = (number: number, member: number, side: 'from' | 'to', outcome: 'succeeded' | null) => ({
  number,
  member,
  side,
  outcome,
  cause: null,
});
const member = (name: string): ChainRun['members'][number] => ({
  kind: 'deployments',
  name,
  uid: name,
  images: {},
  strategy: {},
});
const run: ChainRun = {
  version: 1,
  id: 'c1',
  namespace: 'edge',
  chain: 'a|b',
  members: [member('firewall'), member('waf')],
  startedAt: '2026-11-24T10:00:00Z',
  startedBy: 'ada',
  actor: 'ada',
  why: 'line one\n# line two',
  overrode: null,
  phase: 'ended',
  outcome: 'succeeded',
  endedAt: '2026-11-24T10:01:30.500Z',
  cause: null,
  direction: 'forward',
  aborts: false,
  hold: null,
  parts: [part(0, 0, 'to', 'succeeded'), part(1, 1, 'to', 'succeeded')],
  attendedAt: '2026-11-24T10:01:30Z',
  log: [{ at: '2026-11-24T10:00:00Z', code: 'started', detail: '' }],
};
const reportOf = (id: string): RunReport | null =>
  id === 'c1-1'
    ? null
    : {
        id,
        kind: 'upgrade',
        target: 'edge/deployments/firewall',
        outcome: 'succeeded',
        cause: null,
        by: 'ada',
        why: null,
        from: {},
        to: {},
        startedAt: run.startedAt,
        endedAt: run.endedAt,
        durationSeconds: 20,
        pods: [],
        longestAwaySeconds: 4.5,
        longestSessionsSeconds: null,
        longestPrefixesSeconds: null,
        prefixesMissing: 3,
        checks: [],
        log: [],
      };

test('the whole has the numbers of the worst, and says which run is no longer kept', () => {
  const report = chainReport(run, reportOf);
  expect(report).toMatchObject({
    durationSeconds: 90.5,
    longestAwaySeconds: 4.5,
    longestSessionsSeconds: null,
    prefixesMissing: 3,
    functions: [
      {
        function: 'deployments/firewall',
        direction: 'forward',
        outcome: 'succeeded',
        report: { id: 'c1-0' },
      },
      { function: 'deployments/waf', direction: 'forward', outcome: 'succeeded', report: null },
    ],
  });
});

test('as text it is one document, and what others wrote stays text', () => {
  const text = chainReportText(chainReport(run, reportOf));
  expect(text.match(/^# /gm)).toHaveLength(1);
  expect(text).toContain('# Upgrade of chain edge/a\\|b: succeeded');
  expect(text).toContain('| Why | line one \\# line two |');
  expect(text).toContain('| deployments/firewall | forward | succeeded | 20 s |');
  expect(text).toContain('## upgrade of edge/deployments/firewall: succeeded');
});
