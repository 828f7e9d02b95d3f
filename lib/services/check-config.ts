import { fail } from '#lib/domain/result.ts';

export function checkConfig() {
  return fail('refused', 'This is not there yet.');
}
