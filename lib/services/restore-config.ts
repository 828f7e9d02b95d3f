import { fail } from '#lib/domain/result.ts';

export function restoreConfig() {
  return fail('refused', 'This is not there yet.');
}
