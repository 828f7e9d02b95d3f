import { expect, test } from 'vitest';
import { changesOf, runState, tagOf } from './run-state.ts';

test('the tag of an image, whatever its registry', () => {
  expect(tagOf('quay.io/frrouting/frr:10.3.0')).toBe('10.3.0');
  expect(tagOf('registry.local:5000/frr')).toBe('latest');
  expect(tagOf('registry.local:5000/frr:8.4.4')).toBe('8.4.4');
  expect(tagOf(`frr@sha256:${'ab'.repeat(32)}`)).toBe('sha256:abababababab');
});

test('a change names every container', () => {
  const images = { frr: { from: 'frr:8.4.4', to: 'frr:10.3' }, side: { from: 'side:1', to: 'side:2' } };
  expect(changesOf(images)).toBe('8.4.4 → 10.3, 1 → 2');
});

test('what stands still comes before where it stands, and the end before both', () => {
  const hold = { code: 'paused', detail: '', since: '2026-11-23T00:00:00Z', by: 'operator' } as const;
  expect(runState({ hold: null, outcome: null, phase: 'running', direction: 'forward' })).toBe('running');
  expect(runState({ hold: null, outcome: null, phase: 'running', direction: 'back' })).toBe('going-back');
  expect(runState({ hold, outcome: null, phase: 'running', direction: 'back' })).toBe('held');
  expect(runState({ hold, outcome: 'rolled-back', phase: 'ended', direction: 'back' })).toBe('rolled-back');
});
