import { expect, test } from 'vitest';
import type { AlertView } from '#lib/domain/alert/alert.ts';
import { newAlerts } from './notify-alerts.ts';

const alert = (name: string, more: Partial<AlertView> = {}): AlertView => ({
  ...{ id: `function-unwell/edge/deployments/${name}`, rule: 'function-unwell', severity: 'warning' },
  ...{ state: 'firing', namespace: 'edge', kind: 'deployments', name, chain: null, detail: null, run: null },
  ...{
    since: '2026-01-01T12:00:00Z',
    orEarlier: false,
    firedAt: '2026-01-01T12:01:00Z',
    quietSince: null,
    reasons: [],
  },
  acknowledged: null,
  ...more,
});
const acknowledged = { by: 'aya', at: '2026-01-01T12:02:00Z', note: 'on it', until: '2026-01-01T20:00:00Z' };

test('one notification for each new alert, and none for what was there, is known or is attended to', () => {
  const first = newAlerts(null, [alert('waf')]);
  expect(first.fresh).toEqual([]);
  const second = newAlerts(first.seen, [alert('waf'), alert('lb'), alert('ids', { acknowledged })]);
  expect(second.fresh.map(({ name }) => name)).toEqual(['lb']);
  const settled = [alert('waf', { state: 'settling' }), alert('lb'), alert('ids')];
  expect(newAlerts(second.seen, settled).fresh).toEqual([]);
});

test('worse, or back after it was over, is new', () => {
  const { seen } = newAlerts(null, [alert('waf')]);
  expect(newAlerts(seen, [alert('waf', { severity: 'critical' })]).fresh).toHaveLength(1);
  const over = newAlerts(seen, []);
  expect(newAlerts(over.seen, [alert('waf', { firedAt: '2026-01-01T13:00:00Z' })]).fresh).toHaveLength(1);
});
