import { fail } from '#lib/domain/result.ts';

export function applyConfig() {
  return fail('refused', 'This is not there yet.');
}
