import { admissionOf } from '#lib/auth/admission.ts';
import { beginSignIn } from '#lib/auth/oidc-begin.ts';
import { keepPending, keepProblem, takePending } from '#lib/auth/oidc-cookies.ts';
import { finishSignIn } from '#lib/auth/oidc-finish.ts';
import type { OidcSettings } from '#lib/auth/oidc-settings.ts';
import { openSession } from '#lib/auth/open-session.ts';
import { safeReturnTo } from '#lib/auth/return-to.ts';
import { type SignInState, signInState } from '#lib/auth/sign-in-state.ts';
import { type Fault, fail } from '#lib/domain/result.ts';
import { problem } from '#lib/http/problem.ts';
import { switchedOff } from './session-view.ts';

const callbackPath = '/api/v1/session/oidc/callback';

/** Where people go on, and whether they are in a window of its own beside the page where they work. */
interface Way {
  returnTo: string;
  popup: boolean;
}

/** Sends the browser to the provider; back to the sign-in page, with the reason, where that cannot be done. */
export async function startOidc(request: Request): Promise<Response> {
  const { searchParams, pathname } = new URL(request.url);
  const oidc = switchedOn();
  if (!oidc) return problem(switchedOff('OpenID Connect').fault, pathname);
  const { state, settings } = oidc;
  const way = { returnTo: safeReturnTo(searchParams.get('returnTo')), popup: searchParams.has('popup') };
  const begun = await beginSignIn(settings, { ...way, redirectUri: redirectUri(state, request) });
  if (!begun.ok) return goBack(state, request, new Headers(), way, begun.fault);
  const headers = new Headers();
  await keepPending(headers, request, state.settings, begun.value.pending);
  return redirect(begun.value.url.href, headers);
}

/**
 * Takes the browser back from the provider: the code for tokens, the ID token shown to the API server, a session opened. The
 * session's cookie is Strict and does not come with the redirect that follows, as that began on another site; the
 * server sees to it (lib/server) and the page comes with the next step.
 */
export async function finishOidc(request: Request): Promise<Response> {
  const here = new URL(request.url);
  const oidc = switchedOn();
  if (!oidc) return problem(switchedOff('OpenID Connect').fault, here.pathname);
  const { state, settings } = oidc;
  const headers = new Headers();
  const attempt = await state.attempts.take(admissionOf(request.headers)?.address ?? '');
  const nowhere = { returnTo: '/', popup: false };
  if (!attempt.ok) return goBack(state, request, headers, nowhere, attempt.fault);
  const pending = await takePending(headers, request, state.settings, here.searchParams.get('state') ?? '');
  if (!pending) return goBack(state, request, headers, nowhere, unknownAnswer);
  const callback = new URL(redirectUri(state, request));
  callback.search = here.search;
  const finished = await finishSignIn(settings, callback, pending);
  if (!finished.ok) return goBack(state, request, headers, pending, finished.fault);
  const { tokens, identity } = finished.value;
  const credential = { method: 'oidc' as const, tokens };
  const opened = await openSession(state, request, { credential, named: identity, now: Date.now() });
  if (!opened.ok) return goBack(state, request, headers, pending, refusedByCluster(opened.fault));
  await attempt.value();
  for (const cookie of opened.value.headers.getSetCookie()) headers.append('set-cookie', cookie);
  return redirect(pending.popup ? '/sign-in/done' : pending.returnTo, headers);
}

function switchedOn(): { state: SignInState; settings: OidcSettings } | null {
  const state = signInState();
  const settings = state?.settings.methods.includes('oidc') ? state.settings.oidc : null;
  return state && settings ? { state, settings } : null;
}

const redirectUri = ({ settings }: SignInState, request: Request): string =>
  new URL(callbackPath, settings.publicUrl ?? request.url).href;

async function goBack(
  state: SignInState,
  request: Request,
  headers: Headers,
  { returnTo, popup }: Way,
  fault: Fault,
): Promise<Response> {
  process.stderr.write(`sign-in by OpenID Connect: ${fault.detail}\n`);
  const { code, params } = fault.reason ?? { code: codeOf[fault.kind] ?? 'other', params: {} };
  await keepProblem(headers, request, state.settings, { code, params, detail: fault.detail });
  const query = new URLSearchParams({ returnTo, ...(popup && { popup: '1' }) });
  return redirect(`/sign-in?${query}`, headers);
}

/** The words of the sign-in page for what a provider answers. */
const codeOf: Partial<Record<Fault['kind'], string>> = {
  unreachable: 'provider-unreachable',
  unauthenticated: 'oidc-unknown',
  forbidden: 'oidc-refused',
  refused: 'oidc-refused',
};

const unknownAnswer = fail('refused', 'No sign-in of this browser waits for that answer.', {
  reason: { code: 'oidc-unknown', params: {} },
}).fault;

function refusedByCluster(fault: Fault): Fault {
  if (fault.kind === 'unreachable') return { ...fault, reason: { code: 'unreachable', params: {} } };
  return fault.kind === 'unauthenticated'
    ? { ...fault, reason: { code: 'oidc-token-refused', params: {} } }
    : fault;
}

function redirect(location: string, headers: Headers): Response {
  headers.set('location', location);
  headers.set('cache-control', 'no-store');
  headers.set('referrer-policy', 'no-referrer');
  return new Response(null, { status: 303, headers });
}
