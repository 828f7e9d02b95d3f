import { fail } from '#lib/domain/result.ts';

export function listConfigHistory() {
  return fail('refused', 'This is not there yet.');
}
