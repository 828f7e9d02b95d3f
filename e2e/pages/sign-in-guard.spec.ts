import { expect, test } from '@playwright/test';
import type { Console } from '#e2e/cluster/console.ts';
import { type RawRequest, sendRaw, signInBy } from '#e2e/lab/raw-request.ts';
import { type OwnLab, startOwnLab } from './own-lab.ts';

/** What somebody who may not come in tries, and what he gets. The console listens on 127.0.0.1; the trusted proxy is 127.0.0.2. */
let lab: OwnLab;
let console_: Console;
const spoken: string[] = [];

test.beforeAll(async () => {
  lab = await startOwnLab('talk-chain');
  console_ = await lab.console('admin', {
    CNF_SIGN_IN: 'token,proxy',
    CNF_PROXY_ADDRESSES: '127.0.0.2',
    CNF_SESSION_SECRET: 'a secret of thirty-two bytes, or more',
  });
});
test.afterAll(() => lab.stop());

async function send(path: string, how: RawRequest = {}) {
  const answer = await sendRaw(console_.url, path, how);
  spoken.push(answer.text, JSON.stringify(answer.headers));
  return answer;
}
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const scale = '/api/v1/functions/cnf-edge/deployments/waf/scale';
const json = { 'content-type': 'application/json' };

/** Where one signs in, and where a display gives its token. */
const forNobody = new Set(['/api/v1/session', '/api/v1/display-links/open']);

test('without a sign-in every endpoint refuses, and every page leads to the sign-in', async () => {
  const document = JSON.parse((await send('/api/v1/openapi.json', { headers: bearer('lab-viewer') })).text);
  const endpoints = Object.entries<Record<string, unknown>>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({
      path: path.replace(/\{\w+\}/g, 'x'),
      method: method.toUpperCase(),
    })),
  );
  expect(endpoints.length).toBeGreaterThan(25);
  for (const { path, method } of endpoints.filter((one) => !forNobody.has(one.path))) {
    const { status, headers } = await send(path, { method });
    expect(status, `${method} ${path}`).toBe(401);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(headers['www-authenticate']).toBe('Bearer');
  }
  for (const page of ['/', '/pods', '/functions', '/chains', '/networks', '/activity', '/nowhere']) {
    const { status, headers } = await send(`${page}?q=1`);
    expect(status, page).toBe(303);
    expect(headers.location).toBe(`/sign-in?returnTo=${encodeURIComponent(`${page}?q=1`)}`);
  }
  for (const probe of ['/healthz', '/readyz', '/metrics']) expect((await send(probe)).status).toBe(200);
});

test('metrics name functions to who may see them alone', async () => {
  const metrics = async (headers = {}) => (await send('/metrics', { headers })).text;
  for (const text of [await metrics(), await metrics(bearer('lab-stranger'))]) {
    expect(text).toContain('cnf_console_live 1');
    expect(text).not.toMatch(/cnf-edge|cnf_function_health\{/);
  }
  expect(await metrics(bearer('lab-viewer'))).toMatch(
    /cnf_function_health\{namespace="cnf-edge",kind="deployments",function="waf",chain="internet-edge",health="ok"\} 1/,
  );
});

test('the address to go on to after sign-in is never another site', async () => {
  for (const path of [
    '//attacker.example/x',
    '/\\attacker.example',
    '/%09/attacker.example',
    '/.//attacker.example',
  ]) {
    const { status, headers } = await send(path);
    const location = new URL(headers.location ?? '/', console_.url);
    expect([303, 400], path).toContain(status);
    expect(location.origin).toBe(console_.url);
    const returnTo = location.searchParams.get('returnTo') ?? '/';
    expect(new URL(returnTo, console_.url).origin, path).toBe(console_.url);
  }
});

test('a link on another site is opened once more from here, so that the cookie comes along', async () => {
  const { cookie } = await signInBy(console_.url, 'lab-viewer');
  const headers = { 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'cross-site' };
  const answer = await send('/pods?q="><script>alert(1)</script>', { headers });
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('http-equiv="refresh"');
  expect(answer.text).not.toContain('<script>');
  expect((await send('/pods', { headers: { cookie } })).status).toBe(200);
});

test('a request that another site sends is refused, whoever is signed in', async () => {
  const { cookie } = await signInBy(console_.url, 'lab-operator');
  const attempts: Record<string, string>[] = [
    { origin: 'https://attacker.example' },
    { origin: 'null' },
    { origin: `${console_.url}.attacker.example` },
    { origin: console_.url.replace('http:', 'https:') },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { host: 'attacker.example', origin: 'http://attacker.example' },
  ];
  for (const forged of attempts) {
    const body = JSON.stringify({ replicas: 9 });
    const answer = await send(scale, { method: 'POST', headers: { cookie, ...json, ...forged }, body });
    expect(answer.status, JSON.stringify(forged)).toBe(403);
  }
  for (const method of ['POST', 'DELETE']) {
    const answer = await send('/api/v1/session', {
      method,
      headers: { cookie, origin: 'https://attacker.example' },
    });
    expect(answer.status).toBe(403);
  }
  const me = await send('/api/v1/me', { headers: { cookie } });
  expect(JSON.parse(me.text)).toMatchObject({
    user: 'operator',
    signIn: 'token',
    methods: ['token', 'proxy'],
  });
});

test('a cookie that was changed, made up, mixed from two sessions or signed out is refused with the reason', async () => {
  const { cookie, answer } = await signInBy(console_.url, 'lab-operator');
  const [line = ''] = answer.headers['set-cookie'] ?? [];
  expect(line).toMatch(/HttpOnly/);
  expect(line).toMatch(/SameSite=Strict/);
  const codeWith = async (tried: string) => {
    const refused = await send('/api/v1/me', { headers: { cookie: tried } });
    expect(refused.status).toBe(401);
    return JSON.parse(refused.text).reason.code;
  };
  const middle = Math.floor(cookie.length / 2);
  const flipped = cookie[middle] === 'A' ? 'B' : 'A';
  expect(await codeWith(cookie.slice(0, middle) + flipped + cookie.slice(middle + 1))).toBe(
    'session-unreadable',
  );
  const { cookie: other } = await signInBy(console_.url, 'lab-viewer');
  expect(await codeWith(cookie.slice(0, middle) + other.slice(middle))).toBe('session-unreadable');
  expect(await codeWith('cnf-session=operator')).toBe('session-unreadable');
  expect(await codeWith('cnf-session.0=a; cnf-session.1=b')).toBe('session-unreadable');

  const headers = { cookie, origin: console_.url };
  const out = await send('/api/v1/session', { method: 'DELETE', headers });
  expect(out.status).toBe(200);
  expect(out.headers['set-cookie']?.join()).toMatch(/cnf-session=;.*Max-Age=0/);
  expect(out.headers['clear-site-data']).toBe('"cache"');
  expect(await codeWith(cookie)).toBe('signed-out');
  expect((await send('/pods', { headers: { cookie } })).headers.location).toContain('ended=signed-out');
  expect((await send('/api/v1/me', { headers: { cookie: other } })).status).toBe(200);
});

test('what was shown to somebody is in no cache after he signed out', async () => {
  const { cookie } = await signInBy(console_.url, 'lab-viewer');
  for (const path of [
    '/',
    '/pods',
    '/functions',
    '/api/v1/pods',
    '/api/v1/session',
    '/api/v1/openapi.json',
  ]) {
    const { status, headers } = await send(path, { headers: { cookie } });
    expect(status, path).toBe(200);
    expect(headers['cache-control'], path).toContain('no-store');
  }
});

test("a proxy's headers count from the proxy's address alone, and the server's ticket from nobody", async () => {
  const named = { 'x-forwarded-user': 'viewer', 'x-forwarded-groups': 'cnf:viewer' };
  const fromProxy = await send('/api/v1/me', { headers: named, from: '127.0.0.2' });
  expect(JSON.parse(fromProxy.text)).toMatchObject({ user: 'viewer', signIn: 'proxy', until: null });
  for (const forged of [
    named,
    { ...named, 'x-forwarded-for': '127.0.0.2' },
    { ...named, forwarded: 'for=127.0.0.2' },
    { 'x-cnf-console-ticket': 'AAAAAAAAAAAAAAAAAAAAAA' },
    { 'impersonate-user': 'admin' },
  ] as Record<string, string>[])
    expect((await send('/api/v1/me', { headers: forged })).status, JSON.stringify(forged)).toBe(401);
  for (const reserved of ['system:masters', 'noc,system:masters', 'System:Masters'])
    expect(
      (
        await send('/api/v1/me', {
          headers: { 'x-forwarded-user': 'viewer', 'x-forwarded-groups': reserved },
          from: '127.0.0.2',
        })
      ).status,
      reserved,
    ).toBe(401);
  // What the API server gets is the named user's, not the console's.
  const refused = await send(scale, {
    method: 'POST',
    headers: { ...named, ...json },
    body: JSON.stringify({ replicas: 9 }),
    from: '127.0.0.2',
  });
  expect(refused.status).toBe(403);
});

test('no path leads around the sign-in, and none around the contract', async () => {
  for (const path of [
    '/sign-in/../api/v1/pods',
    '/sign-in/%2e%2e/api/v1/pods',
    '/sign-in\\..\\api\\v1\\pods',
    '/_next/static/../../api/v1/pods',
    '/api/v1/session/../pods',
    '/api/v1/pods/x.js',
    '/API/v1/pods',
    '/%61pi/v1/pods',
    '/_next/image?url=/api/v1/pods&w=64&q=75',
  ])
    expect([303, 400, 401, 404], path).toContain((await send(path)).status);
  for (const path of ['/sign-in/..%2fapi/v1/pods', '/api/v1/session/..%2fpods'])
    expect((await send(path)).text, path).not.toContain('waf-');
  for (const path of [
    '/api/v1/pods/cnf-edge/..%2f..%2fsecrets%2fx',
    '/api/v1/pods/..%2fkube-system/x',
    '/api/v1/pods?namespace=cnf-edge%2f..',
    '/api/v1/functions/cnf-edge/secrets/x',
    '/api/v1/pods/cnf-edge/waf%00/log',
    '/api/v1/pods?limit=1e9',
  ])
    expect([400, 404], path).toContain((await send(path, { headers: bearer('lab-operator') })).status);
});

test('what is too long is refused while it comes', async () => {
  const long = await send('/api/v1/session', {
    method: 'POST',
    headers: { ...json, origin: console_.url },
    body: JSON.stringify({ token: 'x'.repeat(3_000_000) }),
  });
  expect(long.status).toBe(400);
  const heavy = await send('/api/v1/me', { headers: { cookie: 'a'.repeat(40_000) } });
  expect(heavy.status).toBe(431);
});

test('a stream ends when its viewer has signed out', async () => {
  const { cookie } = await signInBy(console_.url, 'lab-viewer');
  const stream = send('/api/v1/stream?scope=pods', { headers: { cookie } });
  await send('/api/v1/me', { headers: { cookie } });
  await send('/api/v1/session', { method: 'DELETE', headers: { cookie, origin: console_.url } });
  expect((await stream).status).toBe(200);
});

test('of a thousand guesses twenty are looked at', async () => {
  const known = () => send('/api/v1/me', { headers: bearer('lab-operator') });
  expect((await known()).status).toBe(200);
  const body = JSON.stringify({ token: 'lab-guess' });
  const statuses: number[] = [];
  for (let round = 0; round < 20; round += 1) {
    const guesses = Array.from({ length: 50 }, () =>
      send('/api/v1/session', { method: 'POST', headers: json, body }),
    );
    for (const { status, headers } of await Promise.all(guesses)) {
      statuses.push(status);
      if (status === 429) expect(Number(headers['retry-after'])).toBeGreaterThan(200);
    }
  }
  expect(statuses.filter((status) => status === 401)).toHaveLength(20);
  expect(statuses.filter((status) => status === 429)).toHaveLength(980);
  // Who was let in before is not locked out by those who guess.
  expect((await known()).status).toBe(200);
});

test('no answer and no line of the log held a token', () => {
  // The sign-in page of a simulated cluster names the lab's tokens to everybody.
  const hint = /A token of the lab gets in: [^.]*\./g;
  const all = [...spoken, console_.output()].join('\n').replace(hint, '');
  for (const secret of ['lab-admin', 'lab-operator', 'lab-viewer', 'lab-guess', 'a secret of thirty-two'])
    expect(all.includes(secret), `${secret} was there`).toBe(false);
});
