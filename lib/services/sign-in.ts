import { admissionOf } from '#lib/auth/admission.ts';
import { openSession } from '#lib/auth/open-session.ts';
import { limitsOf } from '#lib/auth/session.ts';
import { signInState } from '#lib/auth/sign-in-state.ts';
import { isToken } from '#lib/auth/token-check.ts';
import { fail, ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { sessionAnswer, switchedOff } from './session-view.ts';

/** Opens a session for a bearer token that the API server accepts. Good attempts do not count against the limit. */
export async function signIn({ body, request }: Call<unknown, unknown, { token: string }>) {
  const state = signInState();
  if (!state?.settings.methods.includes('token')) return switchedOff('bearer token');
  const attempt = await state.attempts.take(admissionOf(request.headers)?.address ?? '');
  if (!attempt.ok) return attempt;
  // It may have been copied with its header's first word.
  const token = body.token.replace(/^bearer\s+/i, '');
  if (!isToken(token))
    return fail('malformed', 'token: holds characters that no token has', { errors: noToken });
  const now = Date.now();
  const credential = { method: 'token' as const, token };
  const opened = await openSession(state, request, { credential, named: null, now });
  if (!opened.ok) {
    if (opened.fault.kind !== 'unauthenticated') await attempt.value();
    else return fail('unauthenticated', 'The cluster does not accept this token.', wrongToken);
    return opened;
  }
  await attempt.value();
  const { session, headers } = opened.value;
  const { absoluteUntil: until, idleUntil } = limitsOf(session, state.settings.session);
  const caller = { connection: state.connection, identity: session.identity, method: credential.method };
  const signedIn = { caller, session, until, idleUntil, cookieIsOld: false, holds: async () => ok(true) };
  return ok(Response.json(sessionAnswer(ok(signedIn)), { headers }));
}

const noToken = [{ field: 'token', message: 'holds characters that no token has' }];
const wrongToken = { reason: { code: 'token-refused', params: {} } };
