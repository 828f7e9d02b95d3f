import { expect, test } from 'vitest';
import type { ActionName } from './action.ts';
import type { ActionIntent } from './record.ts';
import { undoOfRecord } from './undo-of-record.ts';

const kind = 'deployments';
test.each<[ActionName, ActionIntent['parameters'], object | null]>([
  ['scale', { kind, from: 3, replicas: 5 }, { action: 'scale', replicas: 3 }],
  ['scale', { kind, from: 3, replicas: 3 }, null],
  ['scale', { kind, from: -1, replicas: 5 }, null],
  ['scale', { kind, from: '3; rm', replicas: 5 }, null],
  ['scale', {}, null],
  ['rollback', { kind, toRevision: 2, fromRevision: 4 }, { action: 'rollback', toRevision: 4 }],
  // Of before the console kept it.
  ['rollback', { kind, toRevision: 2 }, null],
  ['setAutoscalerBounds', { fromMin: 2, fromMax: 6 }, { action: 'setAutoscalerBounds', min: 2, max: 6 }],
  ['setAutoscalerBounds', { fromMin: 7, fromMax: 6 }, null],
  ['pause', { kind }, { action: 'resume' }],
  ['resume', { kind }, { action: 'pause' }],
  ['restart', { kind, restartedAt: 'x' }, null],
  ['evict', { uid: 'x' }, null],
])('%s %o is taken back by %o', (action, parameters, undo) => {
  expect(undoOfRecord({ action, parameters })).toEqual(undo);
});
