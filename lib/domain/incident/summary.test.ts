import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventView } from '../event/event-view.ts';
import type { FunctionRow } from '../workload/function-view.ts';
import { type IncidentFacts, type IncidentWords, incidentSummary } from './summary.ts';

const words: IncidentWords = {
  title: (worst, count) => `${count} ${worst}`,
  taken: (at) => `taken ${at}`,
  stale: (at) => `STALE ${at}`,
  wrong: 'Wrong',
  ready: (ready, desired) => `${ready}/${desired}`,
  since: (at) => `since ${at}`,
  before: (at) => `Before ${at}`,
  nothingBefore: 'Nothing.',
  more: (count) => `${count} more`,
  health: (health) => health,
  reason: (code) => code,
  told: ({ message }) => message,
  last: (at) => `last ${at}`,
};
const waf = {
  namespace: 'edge',
  kind: 'deployments',
  name: 'waf',
  health: 'down',
  ready: 0,
  desired: 3,
  versions: [{ version: 'v2' }],
  reasons: [
    { code: 'image-pull', health: 'down', subject: 'waf-1', since: '2026-11-24T10:00:00Z', message: 'no' },
  ],
} as unknown as FunctionRow;
const event = (at: string, more: Partial<EventView> = {}): EventView => ({
  key: at,
  at,
  firstAt: null,
  count: 1,
  type: 'Warning',
  reason: 'BackOff',
  message: 'again',
  namespace: 'edge',
  object: { kind: 'Pod', name: 'waf-1' },
  function: 'edge/deployments/waf',
  source: 'kubelet',
  ...more,
});
const facts: IncidentFacts = {
  at: '2026-11-24T10:20:00Z',
  staleSince: null,
  origin: 'http://localhost:3000',
  chains: [],
  functions: [waf],
  others: [],
  events: [],
  actions: [],
  alerts: [],
};

test('says what is wrong and what changed from a quarter of an hour before, oldest first, repetitions as one', () => {
  const text = incidentSummary(
    {
      ...facts,
      events: [
        event('2026-11-24T10:05:00Z'),
        event('2026-11-24T10:01:00Z'),
        event('2026-11-24T09:00:00Z', { reason: 'TooOld' }),
        event('2026-11-24T10:02:00Z', { function: 'edge/deployments/other', reason: 'Elsewhere' }),
      ],
      actions: [
        { at: '2026-11-24T09:58:00Z', by: 'ada', summary: 'scale waf', why: 'load', namespace: 'edge' },
      ],
    },
    words,
  );
  expect(text.split('\n')).toEqual([
    '# 1 down',
    '',
    'taken 2026-11-24 10:20:00 UTC',
    '',
    '## Wrong',
    '',
    '- **down** [edge/deployments/waf](http://localhost:3000/functions/edge/deployments/waf) v2 0/3',
    '  - image-pull · waf-1 · since 2026-11-24 10:00:00 UTC · no',
    '',
    '## Before 2026-11-24 09:45:00 UTC',
    '',
    '- 2026-11-24 09:58:00 UTC ada: scale waf (edge) “load”',
    '- 2026-11-24 10:01:00 UTC **Warning** BackOff Pod/waf-1: again ×2',
    '',
  ]);
});

test('says that the data is old', () => {
  expect(incidentSummary({ ...facts, staleSince: '2026-11-24T10:10:00Z' }, words)).toContain(
    '**STALE 2026-11-24 10:10:00 UTC**',
  );
});

test('what others wrote adds no line, no link and no markup', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (hostile) => {
      const written = incidentSummary(
        {
          ...facts,
          events: [event('2026-11-24T10:01:00Z', { message: hostile })],
          actions: [{ at: facts.at, by: hostile, summary: hostile, why: hostile, namespace: 'edge' }],
        },
        words,
      );
      expect(written.split('\n')).toHaveLength(14);
      expect(written.replaceAll(/\\./g, '').match(/\]\(/g)).toHaveLength(1);
    }),
  );
});
