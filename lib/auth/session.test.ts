import { webCookies } from 'iron-session';
import { expect, test } from 'vitest';
import { seal, unseal } from './sealing.ts';
import { newSession, overBy, type Session } from './session.ts';
import { clearSession, readSession, sessionCookieName, writeSession } from './session-cookie.ts';
import { type SignInSettings, withoutSignIn } from './sign-in-settings.ts';

const secret = 'x'.repeat(32);
const other = 'y'.repeat(32);
const with_ = (secrets: string[], publicUrl: string | null = null): SignInSettings => ({
  ...withoutSignIn,
  methods: ['token'],
  publicUrl: publicUrl === null ? null : new URL(publicUrl),
  session: { ...withoutSignIn.session, secrets },
});
const settings = with_([secret]);
const started = Date.now();
const session = (token = 'a-token-that-is-secret'): Session =>
  newSession({ user: 'operator', groups: ['cnf:operator'] }, { method: 'token', token }, started);

async function written(one: Session, by = settings): Promise<string[]> {
  const headers = new Headers();
  const result = await writeSession(webCookies(new Request('http://localhost/'), headers), by, one);
  expect(result).toEqual({ ok: true, value: true });
  return headers.getSetCookie();
}
const cookieOf = (lines: string[]): string => lines.map((line) => line.split(';')[0]).join('; ');
const read = (cookie: string, by = settings) =>
  readSession(webCookies(new Request('http://localhost/', { headers: { cookie } }), new Headers()), by);
const problem = (code: string) => ({ ok: false, fault: { kind: 'unauthenticated', reason: { code } } });

test('a session comes back from its cookie, which no script can read and no other site can send', async () => {
  const one = session();
  const lines = await written(one);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^cnf-session=.+; HttpOnly;.* SameSite=Strict/);
  expect(lines[0]).toContain('Path=/');
  expect(lines[0]).not.toContain('Secure');
  expect(lines[0]).not.toContain('a-token-that-is-secret');
  expect(await read(cookieOf(lines))).toEqual({ ok: true, value: one });
});

test('off the loopback address it is for https and for this host alone', async () => {
  const secured = with_([secret], 'https://console.example.net');
  const [line] = await written(session(), secured);
  expect(line).toMatch(/^__Host-cnf-session=/);
  expect(line).toMatch(/; Secure/);
  expect(line).not.toContain('Domain');
});

test('whatever is changed in a cookie, it is no session', async () => {
  const cookie = cookieOf(await written(session()));
  const start = cookie.indexOf('=') + 1;
  for (let at = start; at < cookie.length - 2; at += 7) {
    const changed = cookie[at] === 'A' ? 'B' : 'A';
    const tampered = cookie.slice(0, at) + changed + cookie.slice(at + 1);
    expect(await read(tampered), `changed at ${at}`).toMatchObject(problem('session-unreadable'));
  }
  expect(await read(cookie.slice(0, -40))).toMatchObject(problem('session-unreadable'));
  expect(await read('cnf-session=x')).toMatchObject(problem('session-unreadable'));
  expect(await read('theme=dark')).toMatchObject(problem('not-signed-in'));
});

test('a large credential takes several cookies; one chunk of another session makes it unreadable', async () => {
  const mine = await written(session('m'.repeat(6_000)));
  const theirs = await written(session('t'.repeat(6_000)));
  expect(mine.length).toBeGreaterThan(1);
  for (const line of mine) expect(line.length).toBeLessThanOrEqual(4_096);
  expect(await read(cookieOf(mine))).toMatchObject({ ok: true });
  expect(await read(cookieOf([mine[0] ?? '', ...theirs.slice(1)]))).toMatchObject(
    problem('session-unreadable'),
  );
});

test('a credential that is too large for cookies is refused with the reason', async () => {
  const jar = webCookies(new Request('http://localhost/'), new Headers());
  expect(await writeSession(jar, settings, session('m'.repeat(16_000)))).toMatchObject({
    ok: false,
    fault: { kind: 'refused', detail: expect.stringContaining('too large') },
  });
});

test('secrets are rotated without ending sessions: a new one seals, the old ones still open', async () => {
  const old = cookieOf(await written(session(), with_([secret])));
  expect(await read(old, with_([other, secret]))).toMatchObject({ ok: true });
  const fresh = cookieOf(await written(session(), with_([other, secret])));
  expect(await read(fresh, with_([other]))).toMatchObject({ ok: true });
  expect(await read(fresh, with_([secret]))).toMatchObject(problem('session-unreadable'));
});

test('what is sealed for one purpose is nothing for another', async () => {
  const sealed = await seal([secret], 'oidc-pending', { state: 's' }, 60);
  expect(await unseal([secret], 'oidc-pending', sealed, 60)).toEqual({ state: 's' });
  expect(await unseal([secret], 'session', sealed, 60)).toBeNull();
  expect(await read(`cnf-session=${sealed}`)).toMatchObject(problem('session-unreadable'));
});

test('signing out takes every cookie of the session', async () => {
  const lines = await written(session('m'.repeat(6_000)));
  const headers = new Headers();
  const request = new Request('http://localhost/', { headers: { cookie: cookieOf(lines) } });
  await clearSession(webCookies(request, headers), settings);
  const cleared = headers.getSetCookie();
  for (const line of lines) {
    const [name] = line.split('=');
    expect(cleared.some((one) => one.startsWith(`${name}=;`) && one.includes('Max-Age=0'))).toBe(true);
  }
  expect(sessionCookieName(settings)).toBe('cnf-session');
});

const limits = { idleSeconds: 1_800, absoluteSeconds: 43_200 };
const minutes = (count: number) => started + count * 60_000;
test.each([
  [{ startedAt: started, seenAt: started }, minutes(29), null],
  [{ startedAt: started, seenAt: started }, minutes(30), 'session-idle'],
  [{ startedAt: started, seenAt: minutes(25) }, minutes(54), null],
  [{ startedAt: started, seenAt: minutes(719) }, minutes(719.9), null],
  [{ startedAt: started, seenAt: minutes(719) }, minutes(720), 'session-absolute'],
  [{ startedAt: minutes(60), seenAt: minutes(60) }, minutes(0), 'session-unreadable'],
] as const)('%o at %d is over by %s', (times, now, why) => {
  expect(overBy(times, limits, now)).toBe(why);
});
