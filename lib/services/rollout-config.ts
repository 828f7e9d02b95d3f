import { fail } from '#lib/domain/result.ts';

export function rolloutConfig() {
  return fail('refused', 'This is not there yet.');
}
