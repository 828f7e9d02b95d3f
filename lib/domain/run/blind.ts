import { type Run, stepsOf } from './run.ts';

/** The record says every 8 s at most that somebody attends to the run; after so long nobody has. Milliseconds. */
const blindMs = 20_000;

/**
 * Leaves out of the limits the time in which nobody looked, as when the API server was gone or no console ran: a limit says how long
 * something was seen not to be well. And nothing is known to have stayed well meanwhile: the soak begins anew.
 */
export function leaveOutBlindTime(run: Run, now: Date): void {
  const blind = now.getTime() - Date.parse(run.attendedAt);
  if (blind < blindMs || run.hold) return;
  const later = (since: string): string =>
    new Date(Math.min(now.getTime(), Date.parse(since) + blind)).toISOString();
  if (run.waitsSince) run.waitsSince = later(run.waitsSince);
  if (run.lifecycle?.since) run.lifecycle.since = later(run.lifecycle.since);
  for (const step of stepsOf(run)) {
    if (step.openedAt) step.openedAt = later(step.openedAt);
    step.wellSince = null;
  }
}
