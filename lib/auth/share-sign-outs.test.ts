import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { webCookies } from 'iron-session';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { connect as toCluster } from '#e2e/contract/kube-api.ts';
import { loadKubeConfig } from '#lib/kube/config.ts';
import { type Connection, connect } from '#lib/kube/connection.ts';
import { startLab } from '#lib/lab/start.ts';
import { authenticate } from './authenticate.ts';
import { endSession, openSession } from './open-session.ts';
import { shareSignOuts } from './share-sign-outs.ts';
import { type SignInSettings, withoutSignIn } from './sign-in-settings.ts';
import { type SignInState, startSignIn, stopSignIn } from './sign-in-state.ts';
import { markOf } from './sign-outs.ts';

const folder = mkdtempSync(join(tmpdir(), 'cnf-sign-outs-'));
const place = { namespace: 'default', name: 'sign-outs' };
const maps = '/api/v1/namespaces/default/configmaps';
const settings: SignInSettings = {
  ...withoutSignIn,
  methods: ['token'],
  session: { ...withoutSignIn.session, secrets: ['s'.repeat(32)], signOuts: place },
};
let lab: Awaited<ReturnType<typeof startLab>>;
const connections = new Map<string, Connection>();
const started: SignInState[] = [];

beforeAll(async () => {
  lab = await startLab({ scenario: 'empty' });
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, lab.kubeconfig);
  for (const context of ['admin', 'viewer']) {
    const source = { kubeconfig, context, env: {} };
    const loaded = loadKubeConfig(source);
    if (!loaded.ok) throw new Error(loaded.fault.detail);
    connections.set(context, connect(loaded.value, source));
  }
});
afterAll(async () => {
  for (const connection of connections.values()) await connection.close();
  await lab.close();
  rmSync(folder, { recursive: true });
});
const cluster = () => toCluster(join(folder, 'kubeconfig'));
beforeEach(async () => {
  expect((await cluster().create(maps, { metadata: { name: place.name } })).status).toBe(201);
});
afterEach(async () => {
  for (const state of started.splice(0)) stopSignIn(state);
  await cluster().delete(`${maps}/${place.name}`);
});

/** Another replica of the console, with the same secret. */
async function replica(): Promise<SignInState> {
  const state = startSignIn(settings, connections.get('admin') as Connection);
  started.push(state);
  expect(await shareSignOuts(state)).toEqual({ ok: true, value: true });
  return state;
}
const requestWith = (cookie: string) => new Request('http://localhost/', { headers: { cookie } });
async function cookieOf(state: SignInState, token: string): Promise<string> {
  const opened = await openSession(state, requestWith(''), {
    credential: { method: 'token', token },
    named: null,
    now: Date.now(),
  });
  if (!opened.ok) throw new Error(opened.fault.detail);
  const lines = opened.value.headers.getSetCookie();
  return lines.map((line) => line.split(';')[0]).join('; ');
}
async function codeFor(state: SignInState, cookie: string): Promise<string> {
  const cookies = webCookies(requestWith(cookie), new Headers());
  const asking = { authorization: undefined, headers: {}, cookies, socketAddress: '192.0.2.1' };
  const answer = await authenticate(state, { ...asking, address: '192.0.2.1', uses: true }, Date.now());
  return answer.ok ? 'signed-in' : (answer.fault.reason?.code ?? answer.fault.kind);
}
const stored = async () =>
  ((await cluster().get(`${maps}/${place.name}`)).body as { data?: Record<string, string> }).data ?? {};

test('who signs out of one replica has signed out of all, also of one that starts later', async () => {
  const [one, two] = [await replica(), await replica()];
  const cookie = await cookieOf(one, 'lab-operator');
  const other = await cookieOf(one, 'lab-viewer');
  expect(await codeFor(two, cookie)).toBe('signed-in');
  expect(two.credentials.newestOf('operator', Date.now())).not.toBeNull();
  await endSession(one, requestWith(cookie));
  await eventually('the other replica to know', async () =>
    (await codeFor(two, cookie)) === 'signed-out' ? true : undefined,
  );
  // Nothing goes on in his name there either.
  expect(two.credentials.newestOf('operator', Date.now())).toBeNull();
  expect(await codeFor(await replica(), cookie)).toBe('signed-out');
  for (const state of started) expect(await codeFor(state, other)).toBe('signed-in');
});

test('fifty at once in two replicas lose nobody, and what is kept names nobody', async () => {
  const replicas = [await replica(), await replica()];
  const [first] = replicas as [SignInState];
  const cookies = await Promise.all(Array.from({ length: 50 }, () => cookieOf(first, 'lab-operator')));
  await Promise.all(
    cookies.map((cookie, index) => endSession(replicas[index % 2] ?? first, requestWith(cookie))),
  );
  const third = await replica();
  const codes = await Promise.all(cookies.map((cookie) => codeFor(third, cookie)));
  expect(codes).toEqual(cookies.map(() => 'signed-out'));
  const kept = JSON.stringify(await stored());
  expect(Object.keys(JSON.parse(kept))).toHaveLength(50);
  expect(kept).not.toMatch(/operator|lab-/);
});

test('what is over goes with the next sign-out; what is none of ours stays and ends nothing', async () => {
  const over = markOf({ id: 'an old session' });
  const data = { [over]: '2020-01-01T00:00:00Z', README: 'kept by hand', ['x'.repeat(32)]: '<script>' };
  await cluster().patch(`${maps}/${place.name}`, 'merge', { data });
  const state = await replica();
  const cookie = await cookieOf(state, 'lab-operator');
  expect(await codeFor(state, cookie)).toBe('signed-in');
  await endSession(state, requestWith(cookie));
  const { [over]: gone, README: readme, ...rest } = await stored();
  expect(gone).toBeUndefined();
  expect(readme).toBe('kept by hand');
  expect(Object.keys(rest)).toHaveLength(2);
});

test('where it cannot be kept the console does not start, and says what to do', async () => {
  const mute = startSignIn(settings, connections.get('viewer') as Connection);
  started.push(mute);
  expect(await shareSignOuts(mute)).toMatchObject({
    ok: false,
    fault: {
      kind: 'refused',
      detail: expect.stringMatching(/default\/sign-outs.*patch.*deploy\/components/),
    },
  });
  const elsewhere = { ...settings.session, signOuts: { namespace: 'default', name: 'not-there' } };
  const lost = startSignIn({ ...settings, session: elsewhere }, connections.get('admin') as Connection);
  started.push(lost);
  expect(await shareSignOuts(lost)).toMatchObject({
    ok: false,
    fault: { kind: 'refused', detail: expect.stringContaining('"not-there" not found') },
  });
});
