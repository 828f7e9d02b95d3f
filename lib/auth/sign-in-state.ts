import type { DisplayLink } from '#lib/domain/display/display-link.ts';
import type { Result } from '#lib/domain/result.ts';
import type { Connection } from '#lib/kube/connection.ts';
import type { Identity } from '#lib/kube/identity.ts';
import { type Attempts, countAttempts } from './attempts.ts';
import type { Caller } from './caller.ts';
import { type Credentials, keepCredentials } from './credentials.ts';
import { keepSessions, type LiveSessions } from './live-sessions.ts';
import type { Session } from './session.ts';
import type { SignInSettings } from './sign-in-settings.ts';
import type { SignOuts } from './sign-outs.ts';

/** Somebody who is signed in, for one request or one stream. */
export interface SignedIn {
  caller: Caller;
  /** Null with a bearer token or behind a proxy: then each request signs in anew. */
  session: Session | null;
  /** Milliseconds since the epoch when it ends by itself; null where the console cannot know. */
  until: number | null;
  /** When it ends without another request. */
  idleUntil: number | null;
  /** The browser's cookie is older than the session, which it is to get anew. */
  cookieIsOld: boolean;
  /** Whether it still holds: for what goes on longer than a request. */
  holds(now: number): Promise<Result<unknown>>;
}

/** What the server found out about a request before anything else saw it. */
export interface Admission {
  /** The client's, as far as trusted proxies tell. */
  address: string;
  signedIn: Result<SignedIn>;
  /** The display link that it came by, where nobody is signed in; on the wall's own paths alone. */
  link?: DisplayLink;
}

/** What this process knows of those who sign in. */
export interface SignInState {
  settings: SignInSettings;
  /** The console's own. */
  connection: Connection;
  sessions: LiveSessions;
  /** Where replicas tell each other of sign-outs; null where this process keeps them alone. */
  signOuts: SignOuts | null;
  credentials: Credentials;
  attempts: Attempts;
  /** Bearer tokens that are being looked at for the first time, by the credential's key. */
  arrivals: Map<string, Promise<Result<Identity>>>;
  /** By the ticket that the server put on the request. */
  admitted: Map<string, Admission>;
}

// The server runs as it is written, routes run in Next.js' bundle: what both must share hangs on what they have in common.
const place = Symbol.for('cnf-console.sign-in');
const shared = globalThis as { [place]?: SignInState };

/** Null where no server was started, as in tests of a route alone. */
export const signInState = (): SignInState | null => shared[place] ?? null;

export function startSignIn(settings: SignInSettings, connection: Connection): SignInState {
  const state: SignInState = {
    settings,
    connection,
    sessions: keepSessions(settings.session),
    signOuts: null,
    credentials: keepCredentials(),
    attempts: countAttempts(),
    arrivals: new Map(),
    admitted: new Map(),
  };
  shared[place] = state;
  return state;
}

/** Forgets all of it. */
export function stopSignIn(state: SignInState): void {
  state.signOuts?.stop();
  if (shared[place] === state) delete shared[place];
}
