import { expect, test } from 'vitest';
import {
  acknowledgementAnnotation,
  acknowledgementOf,
  readAcknowledgement,
  type StoredAcknowledgement,
  writeAcknowledgement,
} from './acknowledgement.ts';

const stored: StoredAcknowledgement = {
  by: 'aya',
  at: '2026-01-01T12:00:00.000Z',
  note: 'on it',
  until: '2026-01-01T20:00:00.000Z',
  alerts: [{ rule: 'function-unwell', severity: 'warning', since: '2026-01-01T11:50:00.000Z' }],
};
const alert = (severity: 'warning' | 'critical', since = '2026-01-01T11:50:00Z') =>
  ({ rule: 'function-unwell', severity, since: Date.parse(since) }) as const;
const at = (time: string) => Date.parse(time);

test('it ends by itself: at its time, where the trouble is worse, another one, or began later', () => {
  const now = at('2026-01-01T13:00:00Z');
  expect(acknowledgementOf(stored, alert('warning'), now)?.by).toBe('aya');
  expect(acknowledgementOf(stored, alert('critical'), now)).toBeNull();
  expect(acknowledgementOf(stored, { ...alert('warning'), rule: 'config-drift' }, now)).toBeNull();
  expect(acknowledgementOf(stored, alert('warning', '2026-01-01T12:30:00Z'), now)).toBeNull();
  expect(acknowledgementOf(stored, alert('warning'), at('2026-01-01T20:00:00Z'))).toBeNull();
  expect(acknowledgementOf(null, alert('warning'), now)).toBeNull();
});

test('it comes back as it was written, and what the console did not write mutes nothing', () => {
  const read = (text: string) => readAcknowledgement({ [acknowledgementAnnotation]: text });
  expect(read(writeAcknowledgement(stored))).toEqual(stored);
  for (const text of ['', 'yes', '[]', '{}', '{"by":1}', JSON.stringify({ ...stored, until: 'never' })])
    expect(read(text), text).toBeNull();
  expect(read(JSON.stringify({ ...stored, alerts: ['x', { rule: 'y' }] }))?.alerts).toEqual([]);
});
