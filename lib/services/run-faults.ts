import type { Fault } from '#lib/domain/result.ts';

/** Why this replica could not go on with a run the last time it tried; kept in memory alone, as it tries again. */
const faults = new Map<string, Fault>();

/** @param fault null where it could */
export function noteRunFault(id: string, fault: Fault | null): void {
  if (fault === null) faults.delete(id);
  else faults.set(id, fault);
}

/** The words of a refusal; null where it went on, or nobody answered, which the data's freshness tells. */
export function refusalOfRun(id: string): string | null {
  const fault = faults.get(id);
  return fault?.kind === 'forbidden' || fault?.kind === 'unauthenticated' ? fault.detail : null;
}
