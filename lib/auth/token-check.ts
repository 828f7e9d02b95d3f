import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { Connection } from '#lib/kube/connection.ts';
import { type Identity, isKnown, reviewSelf, reviewToken } from '#lib/kube/identity.ts';
import { claimsOf } from './oidc-claims.ts';
import { notSignedIn } from './session.ts';

/** What may stand in an Authorization header as a token (RFC 6750, 2.1, and whatever else is printable), with a bound. */
export const isToken = (text: string): boolean => /^[\x21-\x7e]{1,16384}$/.test(text);

/**
 * Whose a token is, by the API server's word: SelfSubjectReview as the token itself (from 1.28), else TokenReview by the console
 * where it may. Where neither can be asked, the API server is asked only whether it accepts the token, and the name is
 * `named`, or the token's own subject with `token:` before it, as then it is a label and not a name Kubernetes gave.
 *
 * Faults: `unauthenticated` where the API server does not accept it; `refused` where it does and has no name for it;
 * `unreachable`.
 */
export async function identify(
  own: Connection,
  asUser: Connection,
  token: string,
  named: Identity | null,
): Promise<Result<Identity>> {
  for (const ask of [() => reviewSelf(asUser), () => reviewToken(own, token)]) {
    const answer = await ask();
    if (!answer.ok) return refusal(answer);
    if (answer.value) return ok(answer.value);
  }
  const known = await isKnown(asUser);
  if (!known.ok) return refusal(known);
  if (named) return ok(named);
  const subject = claimsOf(token)?.sub;
  if (typeof subject === 'string' && subject !== '') return ok({ user: `token:${subject}`, groups: [] });
  return fail(
    'refused',
    'The API server accepts the token, but the console cannot learn whose it is: let the console create tokenreviews.authentication.k8s.io.',
  );
}

/** The fault, without what a client library may have quoted of the token. */
function refusal(answer: { ok: false; fault: { kind: string; detail: string } }): Result<never> {
  if (answer.fault.kind === 'unauthenticated') return notSignedIn('session-revoked');
  return fail('unreachable', `The API server cannot say who this is: ${answer.fault.detail}`);
}
