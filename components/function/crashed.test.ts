import { expect, test } from 'vitest';
import type { Reason } from '#lib/domain/health.ts';
import { crashedOf } from './crashed.ts';

const crash: Reason = {
  code: 'crash-loop',
  health: 'down',
  subject: 'waf-0: waf',
  message: 'Error (exit code 1), restartCount 3',
};

test('the container that ended with an error, by its pod', () => {
  expect(crashedOf([{ code: 'none-ready', health: 'down' }, crash])).toEqual({
    pod: 'waf-0',
    container: 'waf',
  });
});

test('an end without an error, or a pod that no container of is named, has no last words', () => {
  expect(crashedOf([{ ...crash, message: 'Completed (exit code 0), restartCount 3' }])).toBeNull();
  expect(crashedOf([{ ...crash, subject: 'waf-0' }])).toBeNull();
  expect(crashedOf([{ ...crash, code: 'image-pull' }])).toBeNull();
});
