import { createHash, randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '#lib/domain/result.ts';

/** How a request is known again. */
export interface RequestKey {
  /** The action's id: of the same user, path and key always the same one. */
  id: string;
  /** Of path and body; null without a key. */
  fingerprint: string | null;
}

const digest = (...parts: string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);

/**
 * The id of the action that a request asks for. With an `Idempotency-Key` it is made of the key, so that the name of the Event
 * that records it is taken when the same request comes again, to whatever replica of the console.
 * Source: draft-ietf-httpapi-idempotency-key-header.
 */
export function requestKey(request: Request, user: string, body: unknown): Result<RequestKey> {
  const key = request.headers.get('idempotency-key');
  if (key === null) return ok({ id: randomBytes(16).toString('hex'), fingerprint: null });
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const message = 'must be 1 to 255 visible ASCII characters';
    return fail('malformed', `Idempotency-Key: ${message}`, {
      errors: [{ field: 'Idempotency-Key', message }],
    });
  }
  const { pathname } = new URL(request.url);
  return ok({
    id: digest(user, request.method, pathname, key),
    fingerprint: digest(request.method, pathname, JSON.stringify(body)),
  });
}
