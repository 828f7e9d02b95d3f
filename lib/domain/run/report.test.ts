import { expect, test } from 'vitest';
import { freshStep } from './draft.ts';
import { runNumbers } from './report.ts';
import type { BaseSession, Run, Step } from './run.ts';

const at = (second: number): string => new Date(1_800_000_000_000 + second * 1_000).toISOString();
const step: Step = {
  ...freshStep(1, { name: 'p-0', uid: 'u', node: null }),
  goAt: at(0),
  readyAt: at(3),
  sessionsAt: at(5),
  prefixesAt: at(6),
};
const numbersWith = (sessions: BaseSession[], forward = step, back: Run['back'] = null) =>
  runNumbers({
    startedAt: at(0),
    endedAt: at(10),
    forward: [forward],
    back,
    baseline: {
      at: at(0),
      chain: [],
      pods: [{ pod: 'p-0', slot: 'p-0', interfaces: [], restarts: 0, sessions, more: 0 }],
    },
  } satisfies Pick<Run, 'startedAt' | 'endedAt' | 'forward' | 'back' | 'baseline'>);

test('a function that had no sessions has no time of their recovery', () => {
  expect(numbersWith([])).toMatchObject({ longestAwaySeconds: 3, longestSessionsSeconds: null });
  const session = { key: 'bgp default ipv4Unicast 192.0.2.1', prefixes: 4 };
  expect(numbersWith([session])).toMatchObject({ longestAwaySeconds: 3, longestSessionsSeconds: 5 });
});

test('what came back only when the pod went back was away all that time', () => {
  const session = { key: 'bgp default ipv4Unicast 192.0.2.1', prefixes: 4 };
  const broken = { ...step, sessionsAt: null, prefixesAt: null, newPod: 'p-1', prefixesMissing: 4 };
  const back = {
    ...step,
    pod: 'p-1',
    goAt: at(300),
    readyAt: at(303),
    sessionsAt: at(307),
    prefixesAt: at(308),
  };
  expect(numbersWith([session], broken, [back])).toMatchObject({
    longestAwaySeconds: 3,
    longestSessionsSeconds: 307,
    longestPrefixesSeconds: 308,
  });
});
