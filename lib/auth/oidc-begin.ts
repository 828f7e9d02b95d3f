import {
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { ok, type Result } from '#lib/domain/result.ts';
import { oidcProvider } from './oidc-provider.ts';
import type { OidcSettings } from './oidc-settings.ts';
import { safeReturnTo } from './return-to.ts';

/** What the browser keeps, sealed, between going to the provider and coming back. */
export interface PendingSignIn {
  state: string;
  nonce: string;
  verifier: string;
  /** A path of the console. */
  returnTo: string;
  /** Whether it happens in a window of its own, beside the page where somebody works. */
  popup: boolean;
}

/**
 * Where the browser goes to sign in: authorization code with PKCE (RFC 7636), state against forged answers, nonce against
 * replayed ID tokens. Faults as `oidcProvider`.
 */
export async function beginSignIn(
  settings: OidcSettings,
  way: { redirectUri: string; returnTo: string; popup: boolean },
): Promise<Result<{ url: URL; pending: PendingSignIn }>> {
  const provider = await oidcProvider(settings);
  if (!provider.ok) return provider;
  const pending: PendingSignIn = {
    state: randomState(),
    nonce: randomNonce(),
    verifier: randomPKCECodeVerifier(),
    returnTo: safeReturnTo(way.returnTo),
    popup: way.popup,
  };
  const scopes = [...new Set(['openid', ...settings.scopes])];
  const url = buildAuthorizationUrl(provider.value, {
    redirect_uri: way.redirectUri,
    scope: scopes.join(' '),
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
    // OpenID Connect Core, 11: without it a provider need not give a refresh token.
    ...(scopes.includes('offline_access') && { prompt: 'consent' }),
  });
  return ok({ url, pending });
}
