import { type Fault, type FaultKind, fail, type Right } from '#lib/domain/result.ts';

/** The parts of a `v1.Status` that say what went wrong. */
export interface Status {
  code: number;
  reason: string | null;
  message: string;
  /** `details.causes[].message`: which budget refuses, which field is wrong. */
  causes: string[];
}

/** A fault that came with an HTTP answer of the API server. */
export interface StatusFault extends Fault {
  code: number;
  /** What stands behind the refusal, where the API server says it. */
  causes: string[];
}

/** Reads a `Status` out of anything; the HTTP code stands in where the body is something else. */
export function readStatus(body: unknown, httpCode: number): Status {
  const status = body !== null && typeof body === 'object' ? (body as Record<string, unknown>) : {};
  const code = typeof status.code === 'number' && status.code >= 400 ? status.code : httpCode;
  const text = typeof body === 'string' ? body.trim().slice(0, 500) : '';
  return {
    code,
    reason: typeof status.reason === 'string' ? status.reason : null,
    message:
      typeof status.message === 'string' && status.message !== ''
        ? status.message
        : text || `HTTP ${httpCode}`,
    causes: causesOf(status.details),
  };
}

function causesOf(details: unknown): string[] {
  if (details === null || typeof details !== 'object' || !('causes' in details)) return [];
  if (!Array.isArray(details.causes)) return [];
  return details.causes
    .slice(0, 10)
    .map((cause: unknown) =>
      cause !== null && typeof cause === 'object' && 'message' in cause ? String(cause.message) : '',
    )
    .filter((message) => message !== '');
}

// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/ and apimachinery's api/errors
const kinds: Record<number, FaultKind> = {
  400: 'malformed',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  410: 'conflict',
  412: 'unexpected',
  422: 'refused',
  429: 'unreachable',
};

/** The API server's refusal as a fault, in its own words. `right` is what the request needed. */
export function statusFault(status: Status, right?: Right): { ok: false; fault: StatusFault } {
  const known = kinds[status.code] ?? (status.code >= 500 ? 'unreachable' : 'refused');
  const kind = known === 'forbidden' && !isMissingRight(status) ? 'refused' : known;
  const { fault } = fail(kind, status.message, kind === 'forbidden' && right !== undefined ? { right } : {});
  return { ok: false, fault: { ...fault, code: status.code, causes: status.causes } };
}

/**
 * Quota, admission and a namespace that is being deleted are 403 as well, and no right would help. An authorizer's refusal
 * names the user. Source: k8s.io/apiserver pkg/endpoints/handlers/responsewriters/errors.go `forbiddenMessage`.
 */
function isMissingRight({ reason, message }: Status): boolean {
  if (deniedByWebhook.test(message)) return false;
  return reason !== 'Forbidden' || message.includes('User "');
}

/** A webhook may say 403 without a reason. Source: k8s.io/apiserver pkg/admission/plugin/webhook/errors/statuserror.go. */
const deniedByWebhook = /^admission webhook ".*" denied the request/;

/** A request that got no answer. */
export function unreachable(server: string, error: unknown): { ok: false; fault: Fault } {
  return fail('unreachable', `The API server ${server} does not answer: ${reasonOf(error)}.`);
}

// Node wraps the interesting error once or twice.
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return (error.message.trim() || ('code' in error ? String(error.code) : error.name))
    .replace(/\.$/, '')
    .slice(0, 500);
}
