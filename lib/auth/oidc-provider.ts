import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  type CustomFetch,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
} from 'openid-client';
import { Agent, fetch } from 'undici';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { oidcFault } from './oidc-fault.ts';
import type { OidcSettings } from './oidc-settings.ts';

/** Seconds that the provider has for one answer. */
const answerWithin = 10;
/** Milliseconds until the provider's metadata is read anew: endpoints move rarely. */
const metadataLasts = 3_600_000;

interface Known {
  settings: string;
  until: number;
  provider: Promise<Result<Configuration>>;
}

// Of this copy of the module alone: openid-client refuses what another copy of it made, and Next.js bundles one of its own.
let known: Known | null = null;

/**
 * The provider as OpenID Connect Discovery describes it; asked once an hour, and again after a failure. Faults:
 * `unreachable` where it does not answer, `refused` where what it answers cannot be used.
 */
export async function oidcProvider(settings: OidcSettings): Promise<Result<Configuration>> {
  const key = JSON.stringify(settings);
  if (known?.settings === key && known.until > Date.now()) return known.provider;
  const asked: Known = { settings: key, until: Date.now() + metadataLasts, provider: discover(settings) };
  known = asked;
  const answer = await asked.provider;
  if (!answer.ok && known === asked) known = null;
  return answer;
}

async function discover(settings: OidcSettings): Promise<Result<Configuration>> {
  let ask: CustomFetch;
  try {
    ask = fetchTrusting(settings.caFile);
  } catch (error) {
    return fail('refused', `The provider's CA file ${settings.caFile} cannot be read: ${String(error)}.`);
  }
  const { clientId, clientSecret } = settings;
  const proof = clientSecret === undefined ? None() : secretAsSupported(clientSecret);
  // A provider on http is for trying things out on one machine only; the settings see to that.
  const insecure = settings.issuer.startsWith('http:');
  try {
    const provider = await discovery(new URL(settings.issuer), clientId, undefined, proof, {
      [customFetch]: ask,
      timeout: answerWithin,
      execute: insecure ? [allowInsecureRequests] : [],
    });
    // What is shown of a person comes from the ID token: its signature counts, not only the way it came.
    enableNonRepudiationChecks(provider);
    return ok(provider);
  } catch (error) {
    return { ok: false, fault: oidcFault(error, settings.issuer) };
  }
}

/** In the header unless the provider says that it takes it in the body alone (OpenID Connect Discovery, 3). */
function secretAsSupported(secret: string): ClientAuth {
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const inBody = methods.includes('client_secret_post') && !methods.includes('client_secret_basic');
    return (inBody ? post : basic)(server, ...rest);
  };
}

/** `fetch` that trusts the authorities in a file as well as the usual ones. */
function fetchTrusting(caFile: string | undefined): CustomFetch {
  const ca = caFile === undefined ? undefined : [...rootCertificates, readFileSync(caFile, 'utf8')];
  const dispatcher = new Agent({ connect: { ...(ca && { ca }), timeout: 5_000 } });
  return async (url, options) => {
    // undici's own types of fetch and those of the platform differ in name only.
    const answer = await fetch(url, { ...options, dispatcher } as Parameters<typeof fetch>[1]);
    return answer as unknown as Response;
  };
}
