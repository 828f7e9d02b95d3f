import { expect, test } from 'vitest';
import type { Fault } from '#lib/domain/result.ts';
import { noteRunFault, refusalOfRun } from './run-faults.ts';

const refused: Fault = { kind: 'forbidden', detail: 'leases is forbidden' };

test('a refusal is told once it lasts', () => {
  noteRunFault('r1', refused, 0);
  expect(refusalOfRun('r1', 14_000)).toBeNull();
  noteRunFault('r1', refused, 16_000);
  expect(refusalOfRun('r1', 16_000)).toBe('leases is forbidden');
  expect(refusalOfRun('r2', 16_000)).toBeNull();
});

const silent: Fault = { kind: 'unreachable', detail: 'gone' };
test.each([null, silent])('after it went on, or nobody answered, it counts anew', (between) => {
  noteRunFault('r3', null, 0);
  noteRunFault('r3', refused, 0);
  noteRunFault('r3', between, 10_000);
  noteRunFault('r3', refused, 20_000);
  expect(refusalOfRun('r3', 30_000)).toBeNull();
});
