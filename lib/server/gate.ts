import type { IncomingMessage, ServerResponse } from 'node:http';
import { nodeCookies } from 'iron-session';
import { issueTicket, ticketHeader } from '#lib/auth/admission.ts';
import { authenticate } from '#lib/auth/authenticate.ts';
import { displayCookie } from '#lib/auth/display-cookie.ts';
import { type LinksKnown, openLink } from '#lib/auth/display-links.ts';
import { safeReturnTo } from '#lib/auth/return-to.ts';
import { writeSession } from '#lib/auth/session-cookie.ts';
import { isOpen } from '#lib/auth/sign-in-settings.ts';
import type { Admission, SignedIn, SignInState } from '#lib/auth/sign-in-state.ts';
import type { DisplayLink } from '#lib/domain/display/display-link.ts';
import { type Fault, ok, type Result } from '#lib/domain/result.ts';
import { answerProblem } from './answer-problem.ts';
import { clientAddress } from './client-address.ts';
import { isAsset, needsNoSignIn, wallPaths } from './open-paths.ts';

/** Whoever may come in; `signedIn` is null where nobody needs to sign in. */
export interface Admitted {
  signedIn: SignedIn | null;
  /** What lets it in where nobody is signed in, with its token. */
  display: Display | null;
}

export interface Display {
  link: DisplayLink;
  token: string;
}

/**
 * Lets a request in or answers it itself: null then. What it found out goes with the request under a ticket that only this
 * process understands; a browser whose cookie is older than its session gets a new one.
 */
export async function admit(
  state: SignInState,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  now: number,
  links: LinksKnown,
): Promise<Admitted | null> {
  // Whatever a client writes there is not the server's word.
  delete request.headers[ticketHeader];
  if (isOpen(state.settings) || isAsset(path)) return nobody;
  keepOutOfCaches(response);
  const cookies = nodeCookies(request, response);
  const address = clientAddress(request, state.settings.trustedProxies);
  const signedIn = await authenticate(
    state,
    {
      authorization: request.headers.authorization,
      headers: request.headersDistinct,
      cookies,
      socketAddress: request.socket.remoteAddress,
      address,
      uses: !isPoll(request, path),
    },
    now,
  );
  if (!signedIn.ok && !needsNoSignIn(path, state.settings)) {
    const display = await byDisplayLink(state, request, path, now, links);
    if (display?.ok) {
      const { link } = display.value;
      withTicket(state, request, response, { address, signedIn, link });
      return { signedIn: null, display: display.value };
    }
    // A display whose link has ended stays on the wall, which asks for its stream and says why there is none.
    if (display && path === wallPaths.page) {
      withTicket(state, request, response, { address, signedIn });
      return nobody;
    }
    turnAway(request, response, path, display?.fault ?? signedIn.fault);
    return null;
  }
  if (signedIn.ok && signedIn.value.session && signedIn.value.cookieIsOld)
    await writeSession(cookies, state.settings, signedIn.value.session);
  withTicket(state, request, response, { address, signedIn });
  return { signedIn: signedIn.ok ? signedIn.value : null, display: null };
}

const nobody: Admitted = { signedIn: null, display: null };

const ofWall: ReadonlySet<string> = new Set(Object.values(wallPaths));

/** The link of the wall's cookie; null where there is none, and for everything but reading the wall. */
async function byDisplayLink(
  state: SignInState,
  { method, headers }: IncomingMessage,
  path: string,
  now: number,
  links: LinksKnown,
): Promise<Result<Display> | null> {
  if ((method !== 'GET' && method !== 'HEAD') || !ofWall.has(path)) return null;
  const token = displayCookie(headers.cookie, state.settings);
  if (token === null) return null;
  const link = await openLink(state, links, token, now);
  return link.ok ? ok({ link: link.value, token }) : link;
}

/**
 * An open page asks for data again and again; opening a page, also within the program, and every write are a person's. So is what
 * the page says comes of keys and pointer (lib/client/sign-in.ts): whoever reads and scrolls is there.
 */
const isPoll = ({ method, headers }: IncomingMessage, path: string): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  path.startsWith('/api/') &&
  headers['x-cnf-console-person'] === undefined;

function withTicket(
  state: SignInState,
  request: IncomingMessage,
  response: ServerResponse,
  admission: Admission,
): void {
  const ticket = issueTicket(state, admission);
  request.headers[ticketHeader] = ticket;
  response.once('close', () => state.admitted.delete(ticket));
}

/**
 * Nothing of what a signed-in user saw is in a cache once he has signed out, whatever the page's own answer says of caches.
 */
function keepOutOfCaches(response: ServerResponse): void {
  const { writeHead } = response;
  response.writeHead = function (this: ServerResponse, ...args: Parameters<typeof writeHead>) {
    const ownWord = args.some((arg) => typeof arg === 'object' && 'cache-control' in arg);
    if (!ownWord) this.setHeader('cache-control', 'no-store');
    return writeHead.apply(this, args);
  } as typeof writeHead;
}

function turnAway(request: IncomingMessage, response: ServerResponse, path: string, fault: Fault): void {
  const isPage =
    (request.method === 'GET' || request.method === 'HEAD') &&
    !/^\/((api|metrics)(\/|$)|wall\/(stream|freezes)$)/.test(path);
  if (!isPage || fault.kind !== 'unauthenticated') {
    answerProblem(response, fault, path);
    return;
  }
  if (cameFromElsewhere(request)) {
    answerFromHere(request, response);
    return;
  }
  const query = new URLSearchParams({ returnTo: safeReturnTo(request.url) });
  const ended = fault.reason?.code ?? 'not-signed-in';
  if (ended !== 'not-signed-in') query.set('ended', ended);
  response.writeHead(303, { location: `/sign-in?${query}` });
  response.end();
}

/**
 * A navigation that began on another site carries no SameSite=Strict cookie, also where somebody is signed in: a link in a
 * chat, the way back from the provider.
 */
const cameFromElsewhere = ({ headers }: IncomingMessage): boolean =>
  headers['sec-fetch-mode'] === 'navigate' &&
  (headers['sec-fetch-site'] === 'cross-site' || headers['sec-fetch-site'] === 'same-site');

/** The same address once more, asked for by a page of the console: then the cookie comes along. */
function answerFromHere(request: IncomingMessage, response: ServerResponse): void {
  const path = safeReturnTo(request.url).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(
    `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${path}"><title>CNF Console</title><a href="${path}">CNF Console</a>`,
  );
}
