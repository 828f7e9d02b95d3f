import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { Identity } from '#lib/kube/identity.ts';
import type { OidcSettings } from './oidc-settings.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** The payload of a JSON Web Token (RFC 7519), not verified; null where it is none. */
export function claimsOf(token: string): Claims | null {
  const [, payload, ...rest] = token.split('.');
  if (payload === undefined || rest.length !== 1) return null;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null && !Array.isArray(claims)
      ? (claims as Claims)
      : null;
  } catch {
    return null;
  }
}

/** When a token was issued and when it ends, in milliseconds since the epoch; null where it does not say. */
export function lifeOf(token: string): { from: number | null; until: number | null } {
  const { iat, exp } = claimsOf(token) ?? {};
  const milliseconds = (seconds: unknown): number | null =>
    typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * 1_000 : null;
  return { from: milliseconds(iat), until: milliseconds(exp) };
}

/**
 * Who Kubernetes will take the bearer of these claims for. Fault `refused` where the claims do not say.
 * Source: the rules of `--oidc-username-prefix` and `--oidc-groups-claim`,
 * https://kubernetes.io/docs/reference/access-authn-authz/authentication/#openid-connect-tokens
 */
export function identityOf(claims: Claims, settings: OidcSettings): Result<Identity> {
  const { usernameClaim, groupsClaim } = settings;
  const name = claims[usernameClaim];
  if (typeof name !== 'string' || name === '')
    return fail(
      'refused',
      `The provider's ID token has no claim ${usernameClaim}. Ask whoever runs the provider to add it for the client ${settings.clientId}, or set another username claim.`,
    );
  if (usernameClaim === 'email' && claims.email_verified === false)
    return fail('refused', `The provider says that the address ${name} is not verified.`);
  const groups = groupsClaim === undefined ? [] : groupNames(claims[groupsClaim]);
  if (groups === null)
    return fail(
      'refused',
      `The claim ${groupsClaim} of the provider's ID token is neither a text nor a list of texts.`,
    );
  const prefix = settings.groupsPrefix ?? '';
  return ok({
    user: `${usernamePrefix(settings)}${name}`,
    groups: [...groups.map((group) => `${prefix}${group}`), 'system:authenticated'],
  });
}

function usernamePrefix({ issuer, usernameClaim, usernamePrefix: prefix }: OidcSettings): string {
  if (prefix === '-') return '';
  return prefix ?? (usernameClaim === 'email' ? '' : `${issuer}#`);
}

/** A claim may be a list or a single text; no claim is no group. Null for anything else. */
function groupNames(claim: unknown): string[] | null {
  if (claim === undefined || claim === null) return [];
  if (typeof claim === 'string') return [claim];
  return Array.isArray(claim) && claim.every((group) => typeof group === 'string') ? claim : null;
}
