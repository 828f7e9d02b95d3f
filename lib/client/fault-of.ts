import type { Fault, FaultKind } from '#lib/domain/result.ts';
import { noticeEnd } from './session-end.ts';

const kindByStatus: Record<number, FaultKind> = {
  400: 'malformed',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  412: 'unexpected',
  422: 'refused',
  429: 'limited',
};

/** The console itself does not answer. */
export const unreachable: Fault = { kind: 'unreachable', detail: '' };

/** `readFault`, which also tells the page where it says that nobody is signed in any more. */
export async function faultOf(response: Response): Promise<Fault> {
  const fault = await readFault(response);
  if (fault.kind === 'unauthenticated') noticeEnd(fault);
  return fault;
}

/**
 * The fault an answer of our API carries. `application/problem+json` (RFC 9457) is read for its detail, the missing
 * right, the fields at fault, the rule that refuses and the action that was begun; anything else (a proxy's page) is known by its status alone.
 */
export async function readFault(response: Response): Promise<Fault> {
  const fault: Fault = { kind: kindByStatus[response.status] ?? 'unreachable', detail: '' };
  if (!response.headers.get('content-type')?.includes('json')) return fault;
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== 'object' || body === null) return fault;
  const problem = body as Partial<Record<string, unknown>>;
  if (typeof problem.detail === 'string') fault.detail = problem.detail;
  if (typeof problem.right === 'object' && problem.right !== null)
    fault.right = problem.right as Fault['right'];
  if (Array.isArray(problem.errors)) fault.errors = problem.errors as Fault['errors'];
  if (typeof problem.reason === 'object' && problem.reason !== null)
    fault.reason = problem.reason as Fault['reason'];
  if (typeof problem.action === 'string') fault.action = problem.action;
  return fault;
}
