import { fail } from '#lib/domain/result.ts';

export function getConfigRevision() {
  return fail('refused', 'This is not there yet.');
}
