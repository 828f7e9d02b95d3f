import { admissionOf } from '#lib/auth/admission.ts';
import { notSignedIn } from '#lib/auth/session.ts';
import { isOpen } from '#lib/auth/sign-in-settings.ts';
import type { SessionAnswer } from '#lib/contracts/session.ts';
import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { running } from '#lib/live/running.ts';
import { sessionAnswer, signInSettings } from './session-view.ts';

/** How one may sign in, and who is. In local use everybody is the kubeconfig's user. */
export const getSession = ({ request }: Call<unknown, unknown>) => ok(sessionOf(request.headers));

/** The same for a page, by the headers of its request. */
export function sessionOf(headers: Headers): SessionAnswer {
  const settings = signInSettings();
  if (!isOpen(settings)) return sessionAnswer(admissionOf(headers)?.signedIn ?? notSignedIn('not-signed-in'));
  const { user, groups } = running().identity;
  const session = { user, groups, method: 'none' as const, until: null, idleUntil: null, renewed: false };
  return { methods: [...settings.methods], oidc: null, session, ended: null };
}
