import { buildEndSessionUrl, tokenRevocation } from 'openid-client';
import { oidcProvider } from './oidc-provider.ts';
import type { OidcSettings, OidcTokens } from './oidc-settings.ts';

/**
 * Where the browser goes to end the provider's session as well, and come back to `afterwards`; null where the provider does
 * not offer that or does not answer: the console's own session has ended in any case.
 * Source: OpenID Connect RP-Initiated Logout 1.0.
 */
export async function logoutUrl(
  settings: OidcSettings,
  tokens: OidcTokens,
  afterwards: string,
): Promise<string | null> {
  const provider = await oidcProvider(settings);
  if (!provider.ok || provider.value.serverMetadata().end_session_endpoint === undefined) return null;
  const url = buildEndSessionUrl(provider.value, {
    id_token_hint: tokens.idToken,
    post_logout_redirect_uri: afterwards,
  });
  return url.href;
}

/** Gives the refresh token back, where the provider takes it (RFC 7009). It ends by itself where that fails. */
export async function revokeTokens(settings: OidcSettings, tokens: OidcTokens): Promise<void> {
  if (tokens.refreshToken === null) return;
  const provider = await oidcProvider(settings);
  if (!provider.ok || provider.value.serverMetadata().revocation_endpoint === undefined) return;
  await tokenRevocation(provider.value, tokens.refreshToken, { token_type_hint: 'refresh_token' }).catch(
    () => undefined,
  );
}
