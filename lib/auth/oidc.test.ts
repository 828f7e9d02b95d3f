import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { startProvider, type TestProvider } from '#e2e/oidc/provider.ts';
import { startWalker } from '#e2e/oidc/walk.ts';
import { beginSignIn, type PendingSignIn } from './oidc-begin.ts';
import { identityOf, lifeOf } from './oidc-claims.ts';
import { finishSignIn } from './oidc-finish.ts';
import { logoutUrl, revokeTokens } from './oidc-logout.ts';
import { forgetTokens, freshTokens, renewAt } from './oidc-refresh.ts';
import type { OidcSettings, OidcTokens } from './oidc-settings.ts';

const redirectUri = 'http://console.example/api/v1/session/oidc/callback';

describe('with a provider', () => {
  let provider: TestProvider;
  let settings: OidcSettings;
  beforeAll(async () => {
    provider = await startProvider({
      accounts: { hanako: { groups: ['noc'] } },
      redirectUris: [redirectUri],
      afterLogout: ['http://console.example/sign-in'],
      tokenLife: 300,
    });
    settings = {
      issuer: provider.issuer,
      clientId: provider.clientId,
      clientSecret: provider.clientSecret,
      scopes: ['profile', 'groups', 'offline_access'],
      usernameClaim: 'preferred_username',
      usernamePrefix: 'oidc:',
      groupsClaim: 'groups',
      groupsPrefix: 'oidc:',
    };
  });
  afterAll(() => provider.stop());

  async function begun(): Promise<{ url: URL; pending: PendingSignIn }> {
    const began = await beginSignIn(settings, { redirectUri, returnTo: '/pods?q=waf', popup: false });
    if (!began.ok) throw new Error(began.fault.detail);
    return began.value;
  }

  async function signedIn(): Promise<OidcTokens> {
    const { url, pending } = await begun();
    const back = await startWalker().signIn(url, 'hanako');
    const finished = await finishSignIn(settings, back, pending);
    if (!finished.ok) throw new Error(finished.fault.detail);
    return finished.value.tokens;
  }

  it('signs in, and knows the person as Kubernetes will', async () => {
    const { url, pending } = await begun();
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    expect(url.href).not.toContain(pending.verifier);
    const back = await startWalker().signIn(url, 'hanako');
    const finished = await finishSignIn(settings, back, pending);
    expect(finished).toMatchObject({
      ok: true,
      value: { identity: { user: 'oidc:hanako', groups: ['oidc:noc', 'system:authenticated'] } },
    });
  });

  it('refuses a code of another browser, a forged state and a code that was used', async () => {
    const { url, pending } = await begun();
    const other = (await begun()).pending;
    const back = await startWalker().signIn(url, 'hanako');
    expect(await finishSignIn(settings, back, other)).toMatchObject({ fault: { kind: 'refused' } });
    const forged = new URL(back);
    forged.searchParams.set('state', other.state);
    expect(await finishSignIn(settings, forged, other)).toMatchObject({ ok: false });
    // Neither reached the provider: the code is still good, once.
    expect(await finishSignIn(settings, back, pending)).toMatchObject({ ok: true });
    expect(await finishSignIn(settings, back, pending)).toMatchObject({
      fault: { kind: 'unauthenticated' },
    });
  });

  it('refuses an ID token that was made for another sign-in', async () => {
    const { url, pending } = await begun();
    const back = await startWalker().signIn(url, 'hanako');
    expect(await finishSignIn(settings, back, { ...pending, nonce: 'another' })).toMatchObject({
      ok: false,
      fault: { kind: 'refused' },
    });
  });

  it('says why where the provider refuses the person', async () => {
    const { url, pending } = await begun();
    const back = await startWalker().signIn(url, 'nobody');
    expect(await finishSignIn(settings, back, pending)).toMatchObject({
      fault: { kind: 'forbidden', detail: expect.stringContaining('The account is locked') },
    });
  });

  it('leaves tokens alone while they hold, and refreshes once for however many requests', async () => {
    const tokens = await signedIn();
    const before = provider.refreshes();
    expect(await freshTokens(settings, 'one', tokens)).toEqual({ ok: true, value: tokens });
    expect(provider.refreshes()).toBe(before);

    const late = renewAt(tokens.idToken) + 1;
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => freshTokens(settings, 'one', tokens, late)),
    );
    expect(provider.refreshes()).toBe(before + 1);
    const [first] = answers;
    for (const answer of answers) expect(answer).toEqual(first);
    expect(first).toMatchObject({ ok: true });
    // A tab that still has the older cookie gets the newer tokens, without a second use of the refresh token.
    expect(await freshTokens(settings, 'one', tokens)).toEqual(first);
    expect(provider.refreshes()).toBe(before + 1);
  });

  it('ends a session that the provider revoked, and asks it no more', async () => {
    const tokens = await signedIn();
    await provider.revokeAll();
    const late = renewAt(tokens.idToken) + 1;
    const revoked = { fault: { kind: 'unauthenticated', reason: { code: 'session-revoked' } } };
    expect(await freshTokens(settings, 'two', tokens, late)).toMatchObject(revoked);
    expect(await freshTokens(settings, 'two', tokens)).toMatchObject(revoked);
  });

  it('gives the refresh token back at the end', async () => {
    const tokens = await signedIn();
    const url = await logoutUrl(settings, tokens, 'http://console.example/sign-in');
    expect(url).toContain(provider.issuer);
    expect(new URL(url ?? '').searchParams.get('id_token_hint')).toBe(tokens.idToken);
    await revokeTokens(settings, tokens);
    expect(await freshTokens(settings, 'three', tokens, renewAt(tokens.idToken) + 1)).toMatchObject({
      ok: false,
    });
  });

  it('goes on with a token that still holds while the provider is away, and says so when it is over', async () => {
    const tokens = await signedIn();
    const away = { ...settings, issuer: 'http://127.0.0.1:9' };
    const end = lifeOf(tokens.idToken).until ?? 0;
    expect(await freshTokens(away, 'four', tokens, renewAt(tokens.idToken) + 1)).toEqual({
      ok: true,
      value: tokens,
    });
    expect(await freshTokens(away, 'four', tokens, end + 1)).toMatchObject({
      fault: { kind: 'unreachable', reason: { code: 'provider-unreachable' } },
    });
    forgetTokens('four');
  });
});

describe('without a refresh token', () => {
  const token = (life: object): string => `x.${Buffer.from(JSON.stringify(life)).toString('base64url')}.x`;
  const settings: OidcSettings = { issuer: 'http://x', clientId: 'x', scopes: [], usernameClaim: 'sub' };
  beforeEach(() => forgetTokens('five'));

  test('a session lasts as long as its ID token', async () => {
    const tokens = { idToken: token({ iat: 1_000, exp: 1_300 }), refreshToken: null };
    expect(await freshTokens(settings, 'five', tokens, 1_299_000)).toEqual({ ok: true, value: tokens });
    expect(await freshTokens(settings, 'five', tokens, 1_300_000)).toMatchObject({
      fault: { kind: 'unauthenticated', reason: { code: 'session-expired' } },
    });
  });

  test('a short-lived token is replaced after two thirds of its life', () => {
    expect(renewAt(token({ iat: 1_000, exp: 1_030 }))).toBe(1_020_000);
    expect(renewAt(token({ iat: 1_000, exp: 4_600 }))).toBe(4_540_000);
  });
});

describe('claims', () => {
  const settings: OidcSettings = {
    issuer: 'https://login.example',
    clientId: 'console',
    scopes: [],
    usernameClaim: 'sub',
    groupsClaim: 'groups',
  };

  it('get the prefix that Kubernetes gives by itself', () => {
    const identity = identityOf({ sub: 'h', groups: 'noc' }, settings);
    expect(identity).toMatchObject({ value: { user: 'https://login.example#h' } });
    const email = { ...settings, usernameClaim: 'email' };
    expect(identityOf({ email: 'h@example' }, email)).toMatchObject({ value: { user: 'h@example' } });
    expect(identityOf({ sub: 'h' }, { ...settings, usernamePrefix: '-' })).toMatchObject({
      value: { user: 'h', groups: ['system:authenticated'] },
    });
  });

  it.each([
    [{ groups: ['noc'] }, 'has no claim sub'],
    [{ sub: '' }, 'has no claim sub'],
    [{ sub: 'h', groups: [1] }, 'neither a text nor a list'],
    [{ sub: 'h', groups: { noc: true } }, 'neither a text nor a list'],
  ])('of %j are refused with the reason', (claims, sentence) => {
    expect(identityOf(claims, settings)).toMatchObject({
      fault: { kind: 'refused', detail: expect.stringContaining(sentence) },
    });
  });

  it('of an address that is not verified are refused', () => {
    const claims = { email: 'h@example', email_verified: false };
    expect(identityOf(claims, { ...settings, usernameClaim: 'email' })).toMatchObject({ ok: false });
  });
});
