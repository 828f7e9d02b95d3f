import type { Fault } from '#lib/domain/result.ts';

/** An API server that has just started refuses everybody until it knows its roles; milliseconds that a refusal must last. */
const lastingMs = 15_000;

/** Refusals of the last tries to go on with a run, by its id; in memory alone, as it is tried again and again. */
const refusals = new Map<string, { detail: string; since: number }>();

/** @param fault why this replica could not go on; null where it could. That nobody answers says nothing of rights. */
export function noteRunFault(id: string, fault: Fault | null, now = Date.now()): void {
  if (fault?.kind === 'forbidden' || fault?.kind === 'unauthenticated')
    refusals.set(id, { detail: fault.detail, since: refusals.get(id)?.since ?? now });
  else refusals.delete(id);
}

/** The words of a refusal that lasts; null where there is none. */
export function refusalOfRun(id: string, now = Date.now()): string | null {
  const refusal = refusals.get(id);
  return refusal && now - refusal.since >= lastingMs ? refusal.detail : null;
}
