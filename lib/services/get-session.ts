import { signedInBy } from '#lib/auth/admission.ts';
import { isOpen } from '#lib/auth/sign-in-settings.ts';
import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { running } from '#lib/live/running.ts';
import { sessionAnswer, signInSettings } from './session-view.ts';

/** How one may sign in, and who is. In local use everybody is the kubeconfig's user. */
export function getSession({ request }: Call<unknown, unknown>) {
  const settings = signInSettings();
  if (!isOpen(settings)) return ok(sessionAnswer(signedInBy(request)));
  const { user, groups } = running().identity;
  const session = { user, groups, method: 'none' as const, until: null, idleUntil: null };
  return ok({ methods: [...settings.methods], oidc: null, session, ended: null });
}
