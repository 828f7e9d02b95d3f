import type { SignInSettings } from '#lib/auth/sign-in-settings.ts';
import { withoutSignIn } from '#lib/auth/sign-in-settings.ts';
import { type SignedIn, signInState } from '#lib/auth/sign-in-state.ts';
import type { SessionAnswer } from '#lib/contracts/session.ts';
import { fail, type Result } from '#lib/domain/result.ts';

const time = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** The settings of sign-in; where no server was started, those of local use. */
export const signInSettings = (): SignInSettings => signInState()?.settings ?? withoutSignIn;

/** What is told of who is signed in: never the credential. */
export function sessionView({
  caller,
  session,
  until,
  idleUntil,
}: SignedIn): NonNullable<SessionAnswer['session']> {
  const { identity, method } = caller;
  return {
    user: identity.user,
    groups: identity.groups,
    method,
    until: time(until),
    idleUntil: time(idleUntil),
    renewed: session?.credential.method === 'oidc' && session.credential.tokens.refreshToken !== null,
  };
}

/** How one may sign in, with who is. */
export function sessionAnswer(signedIn: Result<SignedIn>): SessionAnswer {
  const { methods, oidc } = signInSettings();
  return {
    methods: [...methods],
    oidc: oidc && { label: oidc.label ?? new URL(oidc.issuer).host },
    session: signedIn.ok ? sessionView(signedIn.value) : null,
    ended: signedIn.ok ? null : (signedIn.fault.reason?.code ?? 'not-signed-in'),
  };
}

/** Where nobody signs in this way. */
export const switchedOff = (what: string) =>
  fail('refused', `Sign-in by ${what} is not switched on: see docs/sign-in.md.`);
