import { fail } from '#lib/domain/result.ts';

export function planConfigRollout() {
  return fail('refused', 'This is not there yet.');
}
