import { securely } from './session-cookie.ts';
import type { SignInSettings } from './sign-in-settings.ts';

/** For the wall alone: the browser sends it to no other page and to nothing under /api. */
const path = '/wall';

const nameOf = (settings: Pick<SignInSettings, 'publicUrl'>): string =>
  securely(settings) ? '__Secure-cnf-display' : 'cnf-display';

/** The token of a display link in a request's cookies; null where there is none. */
export function displayCookie(header: string | undefined, settings: Pick<SignInSettings, 'publicUrl'>) {
  const start = `${nameOf(settings)}=`;
  const found = header?.split(/; */).find((part) => part.startsWith(start));
  return found === undefined ? null : found.slice(start.length);
}

/** What lets the browser keep a display's token where no script can read it, until the link ends. */
export function setDisplayCookie(
  token: string,
  until: string,
  now: number,
  settings: Pick<SignInSettings, 'publicUrl'>,
): string {
  const seconds = Math.max(0, Math.floor((Date.parse(until) - now) / 1_000));
  const secure = securely(settings) ? '; Secure' : '';
  return `${nameOf(settings)}=${token}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure}`;
}
