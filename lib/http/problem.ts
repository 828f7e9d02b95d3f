import type { Fault, FaultKind, Right } from '#lib/domain/result.ts';

/** Every kind of fault and how HTTP says it. Source: the table of status codes in the HTTP API's description. */
export const statusOfFault = {
  malformed: { status: 400, title: 'The request is malformed' },
  unauthenticated: { status: 401, title: 'Not signed in' },
  forbidden: { status: 403, title: 'Not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'Conflict' },
  unexpected: { status: 412, title: 'Not in the expected state' },
  refused: { status: 422, title: 'Refused' },
  limited: { status: 429, title: 'Too many attempts' },
  unreachable: { status: 503, title: 'Cluster unreachable or data too old' },
} as const satisfies Record<FaultKind, { status: number; title: string }>;

/**
 * A problem detail of RFC 9457, with extension members: `right` is missing, `reason` is the rule that refuses, `action` is the
 * action that was begun.
 */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  errors?: { field: string; message: string }[];
  right?: Right;
  reason?: NonNullable<Fault['reason']>;
  action?: string;
}

export function problemOf(fault: Fault, instance: string): Problem {
  const { status, title } = statusOfFault[fault.kind];
  return {
    type: `urn:cnf-console:${fault.kind}`,
    title,
    status,
    detail: fault.detail,
    instance,
    ...(fault.errors && { errors: fault.errors }),
    ...(fault.right && { right: fault.right }),
    ...(fault.reason && { reason: fault.reason }),
    ...(fault.action && { action: fault.action }),
  };
}

/** The headers that go with it: what to sign in by (RFC 9110, 11.6.1), when to try again (10.2.3). */
export function problemHeaders({ kind, reason }: Fault): Record<string, string> {
  return {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...(kind === 'unauthenticated' && { 'www-authenticate': 'Bearer' }),
    ...(kind === 'limited' && { 'retry-after': String(reason?.params.seconds ?? 60) }),
  };
}

/** The answer for an expected fault. */
export function problem(fault: Fault, instance: string): Response {
  const body = problemOf(fault, instance);
  return Response.json(body, { status: body.status, headers: problemHeaders(fault) });
}
