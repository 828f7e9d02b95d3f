import { expect, test } from 'vitest';
import { actionNames } from './action.ts';
import { actionOfReason, eventReason } from './record.ts';

test('the reason of an action’s Event tells the action and its outcome again', () => {
  for (const action of actionNames) {
    expect(actionOfReason(eventReason(action))).toEqual({ action, state: null });
    for (const state of ['done', 'refused', 'unknown'] as const)
      expect(actionOfReason(eventReason(action, state))).toEqual({ action, state });
  }
});

test.each(['', 'Console', 'ConsoleToString', 'ConsoleScaleLater', 'ScalingReplicaSet'])(
  '%o is no action',
  (reason) => {
    expect(actionOfReason(reason)).toBeNull();
  },
);
