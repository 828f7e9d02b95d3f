import { logoutUrl } from '#lib/auth/oidc-logout.ts';
import { endSession } from '#lib/auth/open-session.ts';
import { signInState } from '#lib/auth/sign-in-state.ts';
import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';

/** Ends the session; answers where to go on, so that the provider forgets the person too. */
export async function signOut({ request }: Call<unknown, unknown>) {
  const state = signInState();
  if (!state) return ok({ next: null });
  const { session, headers } = await endSession(state, request);
  const { oidc, publicUrl } = state.settings;
  const credential = session?.credential;
  const next =
    oidc && credential?.method === 'oidc'
      ? await logoutUrl(oidc, credential.tokens, new URL('/sign-in', publicUrl ?? request.url).href)
      : null;
  return ok(Response.json({ next }, { headers }));
}
