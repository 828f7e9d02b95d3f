import type { ActionAnswer } from '#lib/contracts/acting.ts';
import type { ActionName } from '#lib/domain/action/action.ts';
import { type Refusal, refusalText } from '#lib/domain/action/allowed.ts';
import type { Freeze } from '#lib/domain/action/freeze.ts';
import type { ActionIntent, ActionOutcome } from '#lib/domain/action/record.ts';
import { type Fault, fail, ok, type Result, type Right } from '#lib/domain/result.ts';
import { reviewAccess } from '#lib/kube/access-review.ts';
import type { EventObject } from '#lib/kube/record-event.ts';
import { codeOf } from '#lib/kube/request.ts';
import { actingState, forgetLater, inTurn } from './acting-state.ts';
import { type Caller, callerOf } from './caller.ts';
import { earlierAnswer, readAgain, readRecorded } from './earlier-answer.ts';
import { requestKey } from './idempotency.ts';
import { recordIntent, recordOutcome } from './record-action.ts';
import { requireLive } from './require-live.ts';
import { resolveOutcome } from './resolve-outcome.ts';

/** An action whose object has been read, and against which nothing stands. */
export interface Prepared {
  object: EventObject;
  summary: string;
  parameters: ActionIntent['parameters'];
  freeze: Freeze | null;
  /** What the answer says beside who, when and why. */
  says: Pick<ActionAnswer, 'from' | 'to' | 'command' | 'undo' | 'warnings'>;
  act(dryRun: boolean): Promise<Result<{ generation: number | null; detail: string }>>;
}

export interface Act {
  action: ActionName;
  /** What has its turns: two actions on it never run at the same time. */
  place: string;
  /** The most telling first: of several that are missing, the first is named. */
  rights: readonly Right[];
  body: { reason?: string | undefined; dryRun?: boolean | undefined; overrideFreeze?: boolean | undefined };
  /** Reads the object and asks the rules; again where somebody else was faster. */
  prepare(caller: Caller): Promise<Result<Prepared>>;
  /** Lifting a freeze is not itself frozen. */
  ignoresFreeze?: boolean;
}

/** How often an action is prepared anew where its object changes between reading and writing. */
const attempts = 8;

/**
 * What every action goes through: live data, the right, the object as it is now, the rules, the freeze, the record of the
 * intent, the act, the record of the outcome. The same idempotency key acts once.
 */
export async function perform(request: Request, act: Act): Promise<Result<ActionAnswer>> {
  const who = await callerOf(request);
  if (!who.ok) return who;
  const caller = who.value;
  const key = requestKey(request, caller.identity.user, act.body);
  if (!key.ok) return key;
  const { id, fingerprint } = key.value;
  const run = () => inTurn(act.place, () => attempt(caller, act, id, fingerprint));
  if (fingerprint === null || act.body.dryRun) return (await run()).result;
  const { remembered } = actingState();
  const known = remembered.get(id);
  if (known) return earlierAnswer(known.fingerprint, fingerprint, await known.answer);
  const running = run();
  remembered.set(id, { fingerprint, answer: running.then(({ result }) => result) });
  let acted = false;
  try {
    const end = await running;
    acted = end.acted;
    return end.result;
  } finally {
    // What was refused before anything was done may be tried again.
    if (acted) forgetLater(remembered, id);
    else remembered.delete(id);
  }
}

/** The namespace of what it is done to, and of the Events that record it. */
const recordedIn = ({ rights }: Act): string =>
  rights.find(({ namespace }) => namespace !== undefined)?.namespace ?? '';

interface Attempt {
  result: Result<ActionAnswer>;
  acted: boolean;
}

const refused = (result: { ok: false; fault: Fault }): Attempt => ({ result, acted: false });

async function attempt(caller: Caller, act: Act, id: string, fingerprint: string | null): Promise<Attempt> {
  const live = requireLive();
  if (!live.ok) return refused(live);
  if (fingerprint !== null) {
    const earlier = readAgain(id, fingerprint, recordedIn(act));
    if (earlier !== null) return { result: earlier, acted: true };
  }
  // A dry run is not recorded: it does not need the right to write Events.
  const needed = act.body.dryRun ? act.rights.filter(({ resource }) => resource !== 'events') : act.rights;
  const reviews = await Promise.all(needed.map((right) => reviewAccess(caller.connection, right)));
  const denied = reviews.find((review) => !review.ok);
  if (denied && !denied.ok) return refused(denied);
  let prepared = await act.prepare(caller);
  if (!prepared.ok) return refused(prepared);
  const held = refusalByFreeze(act, prepared.value.freeze);
  if (held) return refused(held);
  const intent = intentOf(caller, act, prepared.value, id, fingerprint);
  if (act.body.dryRun) {
    const tried = await prepared.value.act(true);
    return {
      result: tried.ok ? ok(answerOf(act, intent, prepared.value, tried.value.generation)) : tried,
      acted: false,
    };
  }
  const first = prepared.value;
  const { object } = first;
  const record = await recordIntent(caller, intent, object);
  if (!record.ok) {
    if (codeOf(record.fault) !== 409) return refused(record);
    return { result: await readRecorded(caller, object, id, fingerprint ?? ''), acted: true };
  }
  let done = await prepared.value.act(false);
  for (let count = 1; !done.ok && done.fault.kind === 'conflict' && count < attempts; count += 1) {
    prepared = await act.prepare(caller);
    if (!prepared.ok) break;
    done = frozenSince(act, intent, prepared.value.freeze) ?? (await prepared.value.act(false));
  }
  const end: Result<ActionAnswer> = !prepared.ok
    ? prepared
    : done.ok
      ? ok(answerOf(act, intent, prepared.value, done.value.generation))
      : done;
  const outcome = outcomeOf(intent, end, done.ok ? done.value : null);
  const recorded = recordOutcome(caller, record.value, object, outcome);
  // Who gets no answer does not wait for a second one.
  if (outcome.state === 'unknown') {
    const whole = answerOf(act, intent, prepared.ok ? prepared.value : first, null);
    void resolveOutcome({ caller, record: record.value, object, answer: whole });
  } else await recorded;
  return { result: end.ok ? end : withAction(end.fault, id, outcome), acted: true };
}

function refusalByFreeze(act: Act, freeze: Freeze | null): { ok: false; fault: Fault } | null {
  if (freeze === null || act.ignoresFreeze) return null;
  if (act.body.overrideFreeze !== true) {
    const { scope, by, reason, until } = freeze;
    return refuse({ code: 'frozen', params: { scope, by, why: reason, until: until ?? '' } });
  }
  return act.body.reason ? null : refuse({ code: 'reason-needed', params: {} });
}

/** A freeze that came after the intent was recorded: nobody has overridden that one. */
function frozenSince(act: Act, { overrode }: ActionIntent, freeze: Freeze | null) {
  if (freeze === null || act.ignoresFreeze || freeze.scope === overrode) return null;
  return refusalByFreeze({ ...act, body: {} }, freeze);
}

/** A rule's refusal as a fault. */
export function refuse(refusal: Refusal): { ok: false; fault: Fault } {
  return fail('refused', refusalText(refusal), { reason: refusal });
}

function intentOf(
  { identity }: Caller,
  { action, body, ignoresFreeze }: Act,
  { summary, parameters, freeze }: Prepared,
  id: string,
  fingerprint: string | null,
): ActionIntent {
  return {
    id,
    action,
    at: new Date().toISOString(),
    by: identity.user,
    why: body.reason || null,
    summary,
    parameters,
    overrode: freeze && !ignoresFreeze ? freeze.scope : null,
    fingerprint,
  };
}

function answerOf(
  { action, body }: Act,
  intent: ActionIntent,
  prepared: Prepared,
  generation: number | null,
): ActionAnswer {
  const dryRun = body.dryRun ?? false;
  const { namespace, kind, name } = prepared.object;
  return {
    id: dryRun ? null : intent.id,
    action,
    namespace,
    kind,
    name,
    by: intent.by,
    at: intent.at,
    why: intent.why,
    dryRun,
    summary: prepared.summary,
    ...prepared.says,
    generation,
  };
}

function outcomeOf(
  { id }: ActionIntent,
  end: Result<ActionAnswer>,
  done: { generation: number | null; detail: string } | null,
): ActionOutcome {
  const at = new Date().toISOString();
  if (end.ok) {
    const { generation = null, detail = '' } = done ?? {};
    return { id, at, state: 'done', detail: detail || end.value.summary, generation, answer: end };
  }
  const { kind, detail, reason, errors, right } = end.fault;
  // No answer, or one that says nothing about whether it was stored (a time-out of etcd, say).
  const code = codeOf(end.fault);
  const state = kind === 'unreachable' && code !== 429 ? 'unknown' : 'refused';
  const fault = {
    kind,
    detail,
    ...(reason && { reason }),
    ...(errors && { errors }),
    ...(right && { right }),
    action: id,
  };
  return { id, at, state, detail, generation: null, answer: { ok: false, fault } };
}

function withAction(fault: Fault, id: string, { state }: ActionOutcome): { ok: false; fault: Fault } {
  const { kind, detail, reason, errors, right } = fault;
  const whole =
    state === 'unknown' ? `${detail} Whether it was done is not known: look at action ${id}.` : detail;
  return fail(kind, whole, {
    ...(reason && { reason }),
    ...(errors && { errors }),
    ...(right && { right }),
    action: id,
  });
}
