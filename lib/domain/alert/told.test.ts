import { expect, test } from 'vitest';
import type { AlertSubject, AlertView } from './alert.ts';
import { alertId } from './findings.ts';
import { bodyOf } from './messages.ts';
import type { AlertReceiver } from './receiver.ts';
import { afterSending, type Due, dueFor, readTold, toldOf, writeTold } from './told.ts';

const start = Date.parse('2026-01-01T12:00:00Z');
const alert = (name: string, more: Partial<AlertView> = {}): AlertView => ({
  id: `function-unwell/edge/deployments/${name}`,
  rule: 'function-unwell',
  severity: 'warning',
  state: 'firing',
  namespace: 'edge',
  kind: 'deployments',
  name,
  chain: 'internet',
  since: '2026-01-01T11:50:00.000Z',
  orEarlier: false,
  firedAt: '2026-01-01T11:55:00.000Z',
  quietSince: null,
  reasons: [],
  detail: null,
  run: null,
  acknowledged: null,
  ...more,
});
const receiver: AlertReceiver = {
  ...{ name: 'noc', format: 'json', url: 'http://localhost/', token: null, language: 'en' },
  ...{ least: 'warning', namespaces: null, repeat: 3_600 },
};
const due = (more: Partial<Due> = {}) =>
  dueFor({
    receiver,
    open: [alert('waf')],
    told: {},
    missed: new Map(),
    overAt: () => null,
    now: start,
    ...more,
  }).map(({ status, why, alert: { name } }) => [name, status, why]);
const toldOnce = { [alert('waf').id]: toldOf(alert('waf'), start) };

test('what is new is told once, worse at once, and again after the time set unless somebody attends to it', () => {
  expect(due()).toEqual([['waf', 'firing', 'new']]);
  expect(due({ told: toldOnce, now: start + 3_599_000 })).toEqual([]);
  expect(due({ told: toldOnce, now: start + 3_600_000 })).toEqual([['waf', 'firing', 'repeat']]);
  const acknowledged = { by: 'aya', at: '', note: '', until: '' };
  expect(due({ told: toldOnce, now: start + 3_600_000, open: [alert('waf', { acknowledged })] })).toEqual([]);
  expect(due({ told: toldOnce, open: [alert('waf', { severity: 'critical' })] })).toEqual([
    ['waf', 'firing', 'worse'],
  ]);
});

test('that it is over is told to who was told, also of what could not be delivered while it lasted', () => {
  expect(due({ open: [], told: toldOnce })).toEqual([]);
  expect(due({ open: [], told: toldOnce, overAt: () => start })).toEqual([['waf', 'resolved', 'resolved']]);
  const missed = new Map(Object.entries(toldOnce));
  expect(due({ open: [], told: toldOnce, missed, overAt: () => start })).toHaveLength(1);
  expect(due({ open: [], missed, overAt: () => start })).toEqual([['waf', 'resolved', 'resolved']]);
  expect(due({ open: [], overAt: () => start })).toEqual([]);
});

test('a receiver is told of what it is for', () => {
  const open = [alert('waf'), alert('lb', { severity: 'critical' }), alert('core', { namespace: 'core' })];
  const only = (more: Partial<AlertReceiver>) =>
    due({ open, receiver: { ...receiver, ...more } }).map(([name]) => name);
  expect(only({ least: 'critical' })).toEqual(['lb']);
  expect(only({ namespaces: ['core'] })).toEqual(['core']);
});

test('Alertmanager is told every minute, acknowledged or not, with an end a little ahead', () => {
  const now = start + 60_000;
  const acknowledged = { by: 'aya', at: '', note: 'on it', until: '' };
  const notices = dueFor({
    receiver: { ...receiver, format: 'alertmanager' },
    open: [alert('waf', { acknowledged })],
    told: toldOnce,
    missed: new Map(),
    overAt: () => null,
    now,
  });
  const sender = { cluster: 'lab', origin: 'https://console.example.net', now: new Date(now) };
  expect(bodyOf.alertmanager(notices, sender, 'en')).toEqual([
    {
      labels: {
        ...{ alertname: 'CnfFunctionUnwell', severity: 'warning', cluster: 'lab', namespace: 'edge' },
        ...{ kind: 'deployments', function: 'waf', chain: 'internet' },
      },
      annotations: {
        ...{ summary: 'Function in trouble: waf', acknowledged_by: 'aya', acknowledged_note: 'on it' },
      },
      startsAt: '2026-01-01T11:50:00.000Z',
      endsAt: '2026-01-01T12:05:00.000Z',
      generatorURL: 'https://console.example.net/functions/edge/deployments/waf',
    },
  ]);
});

test('a message to Slack keeps hostile text a text on its line', () => {
  const message = '<!channel> *bold* & \n:boom: `x`';
  const reasons = [{ code: 'crash-loop', health: 'down', message } as const];
  const notices = dueFor({
    receiver,
    open: [alert('waf', { severity: 'critical', reasons })],
    told: {},
    missed: new Map(),
    overAt: () => null,
    now: start,
  });
  const { text } = bodyOf.slack(notices, { cluster: 'lab', origin: null, now: new Date(start) }, 'ja') as {
    text: string;
  };
  const lines = text.split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(
    /^:red_circle: \*重大\* 機能の異常 · waf · internet, edge · 発生 2026-01-01 11:50 UTC/,
  );
  expect(lines[1]).toContain('&lt;!channel&gt; \u200b*bold\u200b* &amp;  :boom: \u200b`x\u200b`');
});

test('what was told survives a restart, within what an annotation may hold', () => {
  const idOf = ({ rule, ...about }: object & { rule: AlertView['rule'] }) =>
    alertId(rule, about as AlertSubject);
  const record = {
    noc: afterSending(
      {},
      [{ status: 'firing', why: 'new', alert: toldOf(alert('waf'), start), endedAt: null }],
      start,
    ),
  };
  expect(readTold(writeTold(record), idOf)).toEqual(record);
  const many = Array.from({ length: 5_000 }, (_, index) => toldOf(alert(`function-${index}`), start));
  const large = writeTold({ noc: Object.fromEntries(many.map((one) => [one.id, one])) });
  expect(Buffer.byteLength(large)).toBeLessThanOrEqual(200_000);
  expect(Object.keys(readTold(large, idOf).noc ?? {}).length).toBeGreaterThan(100);
  for (const text of [undefined, 'no JSON', '[]', '{"noc": 3}', '{"noc": [{"rule": "x"}, null]}'])
    expect(Object.values(readTold(text, idOf)).flatMap((told) => Object.keys(told))).toEqual([]);
});
