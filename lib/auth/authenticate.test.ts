import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { webCookies } from 'iron-session';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { loadKubeConfig } from '#lib/kube/config.ts';
import { type Connection, connect } from '#lib/kube/connection.ts';
import { requestJson } from '#lib/kube/request.ts';
import { startLab } from '#lib/lab/start.ts';
import { type Asking, authenticate } from './authenticate.ts';
import { endSession, openSession } from './open-session.ts';
import { type SignInSettings, withoutSignIn } from './sign-in-settings.ts';
import { type SignInState, startSignIn, stopSignIn } from './sign-in-state.ts';

const folder = mkdtempSync(join(tmpdir(), 'cnf-sign-in-'));
let lab: Awaited<ReturnType<typeof startLab>>;
let own: Connection;
let state: SignInState;
const now = Date.now();
const minutes = (count: number) => now + count * 60_000;

const settings: SignInSettings = {
  ...withoutSignIn,
  methods: ['token', 'proxy'],
  session: { ...withoutSignIn.session, secrets: ['s'.repeat(32)] },
  proxy: {
    addresses: ['10.0.0.1'],
    userHeader: 'x-forwarded-user',
    groupsHeader: 'x-forwarded-groups',
    systemNames: [],
  },
};

beforeAll(async () => {
  lab = await startLab({ scenario: 'empty' });
  const file = join(folder, 'kubeconfig');
  writeFileSync(file, lab.kubeconfig);
  const source = { kubeconfig: file, env: {} };
  const loaded = loadKubeConfig(source);
  if (!loaded.ok) throw new Error(loaded.fault.detail);
  own = connect(loaded.value, source);
});
afterAll(async () => {
  await own.close();
  await lab.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  lab.faults.deniedTokens.clear();
  state = startSignIn(settings, own);
  return () => stopSignIn(state);
});

const asking = (headers: Record<string, string>, socketAddress = '192.0.2.1'): Asking => ({
  authorization: headers.authorization,
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
  cookies: webCookies(new Request('http://localhost/', { headers }), new Headers()),
  socketAddress,
  address: socketAddress,
  uses: true,
});
const ask = (headers: Record<string, string>, at = now, from?: string) =>
  authenticate(state, asking(headers, from), at);
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const problem = (code: string) => ({ ok: false, fault: { kind: 'unauthenticated', reason: { code } } });

async function cookieOf(token: string, at = now): Promise<string> {
  const credential = { method: 'token' as const, token };
  const opened = await openSession(state, new Request('http://localhost/'), {
    credential,
    named: null,
    now: at,
  });
  if (!opened.ok) throw new Error(opened.fault.detail);
  return opened.value.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}
/** Whom the API server takes the connection for, by what it lets it do. */
const deletes = (connection: Connection) =>
  requestJson(connection, '/apis/authentication.k8s.io/v1/selfsubjectreviews', {
    method: 'POST',
    body: JSON.stringify({ apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' }),
  });

test('a good token that comes sixty times at once is one attempt', async () => {
  const answers = await Promise.all(Array.from({ length: 60 }, () => ask(bearer('lab-operator'))));
  expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  expect(await ask(bearer('lab-viewer'))).toMatchObject({ ok: true });
});

test('a bearer token is its owner, by the word of the API server', async () => {
  const signedIn = await ask(bearer('lab-operator'));
  expect(signedIn).toMatchObject({
    ok: true,
    value: { caller: { identity: { user: 'operator' }, method: 'token' }, session: null },
  });
  const connection = signedIn.ok ? signedIn.value.caller.connection : own;
  expect(await deletes(connection)).toMatchObject({
    value: { status: { userInfo: { username: 'operator' } } },
  });
  // The same for every request, so that what is known of it may be kept by it.
  const again = await ask(bearer('lab-operator'));
  expect(again.ok && again.value.caller.connection).toBe(connection);
});

test('a wrong token is refused, and does not fall back to a good cookie', async () => {
  const cookie = await cookieOf('lab-operator');
  expect(await ask({ ...bearer('lab-nobody'), cookie })).toMatchObject(problem('session-revoked'));
  expect(await ask(bearer('two words'))).toMatchObject(problem('not-signed-in'));
  expect(await ask({})).toMatchObject(problem('not-signed-in'));
});

test('guessing is limited by address, also when somebody is signed in there', async () => {
  expect(await ask(bearer('lab-operator'))).toMatchObject({ ok: true });
  const guesses = await Promise.all(
    Array.from({ length: 1_000 }, (_, index) => ask(bearer(`guess-${index}`))),
  );
  expect(guesses.filter((one) => !one.ok && one.fault.kind === 'unauthenticated')).toHaveLength(20);
  expect(guesses.filter((one) => !one.ok && one.fault.kind === 'limited')).toHaveLength(980);
  expect(await ask(bearer('lab-operator'))).toMatchObject({ ok: true });
  expect(await ask(bearer('lab-viewer'))).toMatchObject({ ok: false, fault: { kind: 'limited' } });
  expect(await ask(bearer('lab-viewer'), now, '192.0.2.2')).toMatchObject({ ok: true });
});

test('a session is used as long as it is, and no longer', async () => {
  const cookie = await cookieOf('lab-operator');
  expect(await ask({ cookie }, minutes(20))).toMatchObject({
    ok: true,
    value: { caller: { identity: { user: 'operator' } }, cookieIsOld: true },
  });
  // The request of 20 minutes ago counts, although the cookie does not say so.
  expect(await ask({ cookie }, minutes(45))).toMatchObject({ ok: true });
  expect(await ask({ cookie }, minutes(76))).toMatchObject(problem('session-idle'));
});

test('what an open page asks by itself does not keep a session alive', async () => {
  const cookie = await cookieOf('lab-operator');
  const poll = (at: number) => authenticate(state, { ...asking({ cookie }), uses: false }, at);
  expect(await poll(minutes(20))).toMatchObject({ ok: true, value: { cookieIsOld: false } });
  expect(await poll(minutes(29))).toMatchObject({ ok: true, value: { idleUntil: minutes(30) } });
  expect(await poll(minutes(31))).toMatchObject(problem('session-idle'));
});

test('a session has a longest duration, however much it is used', async () => {
  const cookie = await cookieOf('lab-operator');
  for (let at = 0; at < 720; at += 25) expect(await ask({ cookie }, minutes(at))).toMatchObject({ ok: true });
  expect(await ask({ cookie }, minutes(720))).toMatchObject(problem('session-absolute'));
});

test('after signing out a kept copy of the cookie is refused, and nothing is done in the absence of its owner', async () => {
  const cookie = await cookieOf('lab-operator');
  expect(state.credentials.newestOf('operator', now)).toMatchObject({ method: 'token' });
  const { session, headers } = await endSession(
    state,
    new Request('http://localhost/', { headers: { cookie } }),
  );
  expect(session?.identity.user).toBe('operator');
  expect(headers.get('clear-site-data')).toBe('"cache"');
  expect(await ask({ cookie })).toMatchObject(problem('signed-out'));
  expect(state.credentials.newestOf('operator', now)).toBeNull();
});

test('signing in again ends the session before', async () => {
  const first = await cookieOf('lab-operator');
  const request = new Request('http://localhost/', { headers: { cookie: first } });
  const credential = { method: 'token' as const, token: 'lab-viewer' };
  expect(await openSession(state, request, { credential, named: null, now })).toMatchObject({ ok: true });
  expect(await ask({ cookie: first })).toMatchObject(problem('signed-out'));
});

test('a cookie is one person, whoever else is signed in', async () => {
  const operator = await cookieOf('lab-operator');
  const viewer = await cookieOf('lab-viewer');
  expect(await ask({ cookie: operator })).toMatchObject({
    value: { caller: { identity: { user: 'operator' } } },
  });
  expect(await ask({ cookie: viewer })).toMatchObject({
    value: { caller: { identity: { user: 'viewer' } } },
  });
});

test('a token that the API server no longer accepts ends the session within a minute, and at once after a 401', async () => {
  const cookie = await cookieOf('lab-operator');
  const signedIn = await ask({ cookie });
  if (!signedIn.ok) throw new Error(signedIn.fault.detail);
  lab.faults.deniedTokens.add('lab-operator');
  expect(await signedIn.value.holds(now + 10_000)).toMatchObject({ ok: true });
  expect(await deletes(signedIn.value.caller.connection)).toMatchObject({
    fault: { kind: 'unauthenticated' },
  });
  expect(await signedIn.value.holds(now + 11_000)).toMatchObject(problem('session-revoked'));
  expect(state.credentials.newestOf('operator', now + 11_000)).toBeNull();
  lab.faults.deniedTokens.clear();
  expect(await ask({ cookie }, minutes(1))).toMatchObject(problem('session-revoked'));
});

test('without anything done, the end of a token is seen by a stream that looks', async () => {
  const signedIn = await ask({ cookie: await cookieOf('lab-operator') });
  if (!signedIn.ok) throw new Error(signedIn.fault.detail);
  lab.faults.deniedTokens.add('lab-operator');
  expect(await signedIn.value.holds(now + 31_000)).toMatchObject(problem('session-revoked'));
});

test('a trusted proxy is acted for by impersonation; from elsewhere its headers are nothing', async () => {
  const headers = {
    'x-forwarded-user': 'viewer',
    'x-forwarded-groups': Buffer.from('cnf:viewer, 夜勤', 'utf8').toString('latin1'),
  };
  const signedIn = await ask(headers, now, '10.0.0.1');
  if (!signedIn.ok) throw new Error(signedIn.fault.detail);
  expect(signedIn.value.caller).toMatchObject({ method: 'proxy', identity: { user: 'viewer' } });
  const answer = await deletes(signedIn.value.caller.connection);
  expect(answer).toMatchObject({ value: { status: { userInfo: { username: 'viewer' } } } });
  expect(JSON.stringify(answer)).toContain('cnf:viewer');
  expect(JSON.stringify(answer)).not.toContain('system:masters');
  expect(await ask(headers, now, '10.0.0.2')).toMatchObject(problem('not-signed-in'));
  expect(state.credentials.newestOf('viewer', now)).toMatchObject({ method: 'proxy' });
});

test('no fault and no answer holds a token', async () => {
  const results = [
    await ask(bearer('lab-secret-guess')),
    await openSession(state, new Request('http://localhost/'), {
      credential: { method: 'token', token: 'lab-secret-guess' },
      named: null,
      now,
    }),
  ];
  expect(JSON.stringify(results)).not.toContain('lab-secret-guess');
  expect([...state.admitted.keys()].join()).not.toContain('lab-');
});
