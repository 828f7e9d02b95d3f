import { fail } from '#lib/domain/result.ts';

export function readConfigDrift() {
  return fail('refused', 'This is not there yet.');
}
