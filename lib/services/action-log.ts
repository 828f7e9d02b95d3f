import { pino } from 'pino';
import type { ActionIntent, ActionOutcome } from '#lib/domain/action/record.ts';

// Written at once: the line before an action must not be lost with the process.
const log = pino(
  {
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
  },
  pino.destination({ fd: 1, sync: true }),
);

type Place = { namespace: string; kind: string; name: string };

/** The intent, before anything is done. JSON keeps hostile text on its line. */
export function logIntent(intent: ActionIntent, object: Place): void {
  log.info({ event: 'action', phase: 'intent', object, ...intent }, intent.summary);
}

/** What came of it. */
export function logOutcome(intent: ActionIntent, object: Place, outcome: ActionOutcome): void {
  const { id, action, by } = intent;
  const { state, detail } = outcome;
  const line = { event: 'action', phase: 'outcome', object, id, action, by, state, detail };
  if (state === 'done') log.info(line, intent.summary);
  else log.warn(line, intent.summary);
}

/** That the cluster took no record of an outcome. */
export function logUnrecorded(id: string, why: string): void {
  log.error({ event: 'action', phase: 'unrecorded', id, why }, 'the outcome could not be recorded');
}
