/**
 * Everything that is expected to go wrong, as a closed set; `lib/http/problem.ts` maps each kind to a status code.
 *
 * - `malformed`     the input does not have the form it must have (400)
 * - `unauthenticated` nobody is signed in, or the credential has ended (401)
 * - `forbidden`     Kubernetes or the console does not allow it; `right` names what is missing (403)
 * - `not-found`     no such object (404)
 * - `conflict`      somebody changed the object in between, or a run is under way (409)
 * - `unexpected`    the object is not in the state the caller expected (412)
 * - `refused`       a rule, or Kubernetes itself, refuses; `detail` holds its message (422)
 * - `limited`       too many attempts; `reason.params.seconds` says how long to wait (429)
 * - `unreachable`   the cluster does not answer, or its data is too old to act on (503)
 */
export type FaultKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'unexpected'
  | 'refused'
  | 'limited'
  | 'unreachable';

/** A right in Kubernetes' own terms, as `kubectl auth can-i` takes it. */
export interface Right {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

export interface Fault {
  kind: FaultKind;
  /** One sentence for a person: what went wrong and what to do. Never a stack. */
  detail: string;
  /** For `forbidden`: the right that is missing. */
  right?: Right;
  /** For `malformed`, `refused` and `unexpected`: the fields at fault. */
  errors?: { field: string; message: string }[];
  /** The rule that refuses, with its parameters: it has a text in every language (`action.refusal` or `state.refusal`). */
  reason?: { code: string; params: Record<string, string | number> };
  /** Of an action that was begun: `GET /api/v1/actions/{id}` tells what came of it. */
  action?: string;
}

export type Result<T, F = Fault> = { ok: true; value: T } | { ok: false; fault: F };

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

export const fail = (
  kind: FaultKind,
  detail: string,
  more: Omit<Fault, 'kind' | 'detail'> = {},
): { ok: false; fault: Fault } => ({ ok: false, fault: { kind, detail, ...more } });
