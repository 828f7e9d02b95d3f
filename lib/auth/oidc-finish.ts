import { authorizationCodeGrant } from 'openid-client';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { Identity } from '#lib/kube/identity.ts';
import type { PendingSignIn } from './oidc-begin.ts';
import { claimsOf, identityOf } from './oidc-claims.ts';
import { oidcFault } from './oidc-fault.ts';
import { oidcProvider } from './oidc-provider.ts';
import type { OidcSettings, OidcTokens } from './oidc-settings.ts';

/** Who came back from the provider, by the provider's word: whether Kubernetes agrees is the caller's to ask. */
export interface FinishedSignIn {
  tokens: OidcTokens;
  identity: Identity;
}

/**
 * Exchanges the code that the provider sent the browser back with. `callback` is the whole address, its origin the
 * redirect URI's. Faults: `forbidden` where the person was refused, `unauthenticated` where the code is used up,
 * `refused` where state, nonce, signature or claims are not what they must be, `unreachable`.
 */
export async function finishSignIn(
  settings: OidcSettings,
  callback: URL,
  pending: PendingSignIn,
): Promise<Result<FinishedSignIn>> {
  const provider = await oidcProvider(settings);
  if (!provider.ok) return provider;
  try {
    const answer = await authorizationCodeGrant(provider.value, callback, {
      pkceCodeVerifier: pending.verifier,
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      idTokenExpected: true,
    });
    const { id_token: idToken, refresh_token: refreshToken } = answer;
    const claims = idToken === undefined ? null : claimsOf(idToken);
    if (idToken === undefined || claims === null) return fail('refused', 'The provider gave no ID token.');
    const identity = identityOf(claims, settings);
    if (!identity.ok) return identity;
    return ok({ tokens: { idToken, refreshToken: refreshToken ?? null }, identity: identity.value });
  } catch (error) {
    return { ok: false, fault: oidcFault(error, settings.issuer) };
  }
}
