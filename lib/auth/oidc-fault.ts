import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';
import { type Fault, fail } from '#lib/domain/result.ts';

/** Text of another server that goes into a sentence of ours: short, and without control characters. */
export const quoted = (text: string): string => text.replaceAll(/\p{C}+/gu, ' ').slice(0, 300);

/**
 * What openid-client throws, as a fault: `unauthenticated` where the provider no longer honours the grant, `forbidden`
 * where it refuses the person, `refused` where it answers something else than a token, `unreachable` where it does not answer.
 * Source of the error codes: RFC 6749, 4.1.2.1 and 5.2; OpenID Connect Core, 3.1.2.6.
 */
export function oidcFault(error: unknown, issuer: string): Fault {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    const said = quoted(
      [error.error, error.error_description].filter((part) => part !== undefined).join(': '),
    );
    if (error.error === 'invalid_grant')
      return fail('unauthenticated', `The provider no longer honours this sign-in (${said}).`).fault;
    if (error.error === 'temporarily_unavailable' || error.error === 'server_error')
      return fail('unreachable', `The provider ${issuer} cannot answer now (${said}).`).fault;
    const kind = error.error === 'access_denied' ? 'forbidden' : 'refused';
    return fail(kind, `The provider refused (${said}).`).fault;
  }
  const [code, sentence] = innermost(error);
  if (error instanceof ClientError && !isNetwork(code))
    return fail('refused', `The provider's answer cannot be used (${sentence}).`).fault;
  return fail('unreachable', `The provider ${issuer} does not answer (${sentence}).`).fault;
}

/** Codes of sockets, of name resolution, of TLS and of undici, which mean that no answer came at all. */
const isNetwork = (code: string): boolean =>
  /^(E[A-Z]+|UND_ERR_.*|CERT_.*|.*_CERT.*|OAUTH_TIMEOUT)$/.test(code);

function innermost(error: unknown): [code: string, sentence: string] {
  let code = '';
  let sentence = quoted(String(error));
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') code = at.code;
    if (at.message) sentence = quoted(at.message);
  }
  return [code, sentence];
}
