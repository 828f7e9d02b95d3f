import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

/** Who may sign in, by login name; everybody has the password that nobody asks for. */
export type Accounts = Record<string, { groups: string[] }>;

export interface TestProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** How often somebody asked what the provider is, as an API server does before it accepts its tokens. */
  discoveries(): number;
  /** Refreshes that were granted so far. */
  refreshes(): number;
  /** An ID token as a person may carry it to the console by hand, without anything that could renew it. */
  idToken(login: string, seconds: number): string;
  /** Lets no refresh token work any more, as an administrator who ends somebody's sessions does. */
  revokeAll(): Promise<void>;
  stop(): Promise<void>;
}

export interface ProviderSettings {
  accounts: Accounts;
  /** Of the console: where it may be sent back to. */
  redirectUris: string[];
  afterLogout: string[];
  /** Seconds that an ID token lasts. */
  tokenLife: number;
  /** Over https where it is given, as Kubernetes wants it; over http otherwise. */
  tls?: { key: string; cert: string; name: string };
}

const clientId = 'cnf-console';
const clientSecret = 'a-secret-of-the-test-alone';
const scope = 'openid profile groups offline_access';

/** A real OpenID Connect provider with accounts of its own. Its sign-in page has one button for each of them. */
export async function startProvider(settings: ProviderSettings): Promise<TestProvider> {
  const { accounts, tls } = settings;
  const answer: { current: (request: IncomingMessage, response: ServerResponse) => void } = {
    current: (_, response) => response.writeHead(503).end(),
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => answer.current(request, response);
  const server = tls ? createHttps({ key: tls.key, cert: tls.cert }, listener) : createHttp(listener);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const issuer = tls ? `https://${tls.name}:${port}` : `http://127.0.0.1:${port}`;

  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: settings.redirectUris,
        post_logout_redirect_uris: settings.afterLogout,
      },
    ],
    jwks: {
      keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }],
    },
    cookies: { keys: ['a key of the test alone'] },
    claims: { openid: ['sub'], profile: ['preferred_username'], groups: ['groups'] },
    scopes: ['openid', 'profile', 'groups', 'offline_access'],
    // What Kubernetes reads has to be in the ID token itself.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, revocation: { enabled: true } },
    rotateRefreshToken: true,
    ttl: {
      IdToken: settings.tokenLife,
      AccessToken: settings.tokenLife,
      AuthorizationCode: 60,
      Grant: 3_600,
      Interaction: 600,
      RefreshToken: 3_600,
      Session: 3_600,
    },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, preferred_username: id, groups: accounts[id]?.groups ?? [] }),
    }),
    interactions: { url: (_, interaction) => `/choose/${interaction.uid}` },
  });

  let refreshes = 0;
  provider.on('grant.success', (ctx) => {
    if (ctx.oidc.params?.grant_type === 'refresh_token') refreshes += 1;
  });
  const issued = new Set<{ destroy(): Promise<unknown> }>();
  provider.on('refresh_token.saved', (token) => issued.add(token));

  let discoveries = 0;
  const protocol = provider.callback();
  answer.current = (request, response) => {
    if (request.url === '/.well-known/openid-configuration') discoveries += 1;
    if (!request.url?.startsWith('/choose/')) return void protocol(request, response);
    choose(provider, accounts, request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  };

  return {
    issuer,
    clientId,
    clientSecret,
    discoveries: () => discoveries,
    refreshes: () => refreshes,
    idToken(login, seconds) {
      const iat = Math.floor(Date.now() / 1_000);
      const claims = { sub: login, preferred_username: login, groups: accounts[login]?.groups ?? [] };
      const parts = [
        { alg: 'RS256', kid: 'one', typ: 'JWT' },
        { iss: issuer, aud: clientId, iat, exp: iat + seconds, ...claims },
      ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
      const signature = createSign('RSA-SHA256').update(parts.join('.')).sign(privateKey, 'base64url');
      return [...parts, signature].join('.');
    },
    async revokeAll() {
      for (const token of issued) await token.destroy();
      issued.clear();
    },
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** The page on which one says who one is; consent is given by itself. */
async function choose(
  provider: Provider,
  accounts: Accounts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { prompt, params, session, uid } = await provider.interactionDetails(request, response);
  if (prompt.name === 'consent') {
    const grant = new provider.Grant({
      accountId: session?.accountId ?? '',
      clientId: String(params.client_id),
    });
    grant.addOIDCScope(scope);
    const consent = { grantId: await grant.save() };
    await provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true });
    return;
  }
  const login = new URL(request.url ?? '/', 'http://provider').searchParams.get('login');
  if (login === 'nobody') {
    const refusal = { error: 'access_denied', error_description: 'The account is locked' };
    await provider.interactionFinished(request, response, refusal, { mergeWithLastSubmission: false });
    return;
  }
  if (login !== null) {
    await provider.interactionFinished(request, response, { login: { accountId: login } });
    return;
  }
  const links = [...Object.keys(accounts), 'nobody'].map(
    (name) => `<p><a href="/choose/${uid}?login=${name}">Sign in as ${name}</a></p>`,
  );
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(
    `<!doctype html><html lang="en"><title>Provider</title><h1>Provider</h1>${links.join('')}</html>`,
  );
}
