import { logoutUrl, revokeTokens } from '#lib/auth/oidc-logout.ts';
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
  if (!oidc || credential?.method !== 'oidc') return ok(Response.json({ next: null }, { headers }));
  const [next] = await Promise.all([
    logoutUrl(oidc, credential.tokens, new URL('/sign-in', publicUrl ?? request.url).href),
    revokeTokens(oidc, credential.tokens),
  ]);
  return ok(Response.json({ next }, { headers }));
}
