import { type CookieJar, getIronSession, type SessionOptions } from 'iron-session';
import { z } from 'zod';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { keysOf } from './sealing.ts';
import { notSignedIn, type Session } from './session.ts';
import type { SignInSettings } from './sign-in-settings.ts';

const purpose = 'session';

const identity = z.object({ user: z.string().min(1), groups: z.array(z.string()) });
const credential = z.discriminatedUnion('method', [
  z.object({ method: z.literal('token'), token: z.string().min(1) }),
  z.object({
    method: z.literal('oidc'),
    tokens: z.object({ idToken: z.string().min(1), refreshToken: z.string().nullable() }),
  }),
]);
const stored = z.object({
  id: z.string().min(16),
  identity,
  credential,
  startedAt: z.number(),
  seenAt: z.number(),
}) satisfies z.ZodType<Session>;

/** Whether cookies are for https alone: wherever people open the console by https. */
export const securely = ({ publicUrl }: Pick<SignInSettings, 'publicUrl'>): boolean =>
  publicUrl?.protocol === 'https:';

/** `__Host-` keeps other hosts of the same domain from setting it (RFC 6265bis, 4.1.3.2). */
export const sessionCookieName = (settings: Pick<SignInSettings, 'publicUrl'>): string =>
  securely(settings) ? '__Host-cnf-session' : 'cnf-session';

/** Names of the session's cookies in a request: a big credential takes several. */
const isOurs = (name: string, base: string): boolean =>
  name === base || (/^\.[0-3]$/.test(name.slice(base.length)) && name.startsWith(base));

function optionsOf(settings: SignInSettings, password: SessionOptions['password']): SessionOptions {
  return {
    cookieName: sessionCookieName(settings),
    password,
    ttl: settings.session.absoluteSeconds,
    // ID tokens with many groups are larger than one cookie may be.
    chunk: true,
    cookieOptions: { httpOnly: true, secure: securely(settings), sameSite: 'strict', path: '/' },
  };
}

/**
 * The session of a request. Faults `unauthenticated`: `not-signed-in` without a cookie, `session-unreadable` for one that was
 * changed, or sealed with a secret that is not known any more. Limits are not looked at.
 */
export async function readSession(jar: CookieJar, settings: SignInSettings): Promise<Result<Session>> {
  const base = sessionCookieName(settings);
  if (!jar.names?.().some((name) => isOurs(name, base))) return notSignedIn('not-signed-in');
  const raw = await getIronSession<Session>(
    jar,
    optionsOf(settings, keysOf(settings.session.secrets, purpose).all),
  );
  const session = stored.safeParse({ ...raw });
  return session.success ? ok(session.data) : notSignedIn('session-unreadable');
}

/** Puts the session into the answer's cookies. Fault `refused` where the credential is too large for them. */
export async function writeSession(
  jar: CookieJar,
  settings: SignInSettings,
  session: Session,
): Promise<Result<true>> {
  const { first } = keysOf(settings.session.secrets, purpose);
  const raw = await getIronSession<Session>(jar, optionsOf(settings, first));
  Object.assign(raw, session);
  try {
    await raw.save();
    return ok(true);
  } catch {
    return fail(
      'refused',
      'The credential is too large for cookies (about 11 kB): have it issued with fewer groups or claims.',
    );
  }
}

/** Takes the session's cookies from the browser. */
export async function clearSession(jar: CookieJar, settings: SignInSettings): Promise<void> {
  const raw = await getIronSession<Session>(
    jar,
    optionsOf(settings, keysOf(settings.session.secrets, purpose).first),
  );
  raw.destroy();
}
