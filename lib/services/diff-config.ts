import { fail } from '#lib/domain/result.ts';

export function diffConfig() {
  return fail('refused', 'This is not there yet.');
}
