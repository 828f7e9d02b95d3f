import type { ServerResponse } from 'node:http';
import type { SignedIn } from '#lib/auth/sign-in-state.ts';

/** Milliseconds between two looks at whether a stream's viewer is still signed in; with the check's own 30 s, within 60 s. */
const lookEvery = 15_000;
/** Milliseconds after which a stream behind a proxy comes again: only the proxy knows whether the person is signed in. */
const proxiedFor = 50_000;

/** Ends a stream once its viewer is not signed in any more. The browser asks again, and is told why. */
export function endWithSession(
  response: ServerResponse,
  signedIn: SignedIn,
  now: () => number = Date.now,
): void {
  const end = () => response.end();
  const look = async () => {
    const holds = await signedIn.holds(now());
    if (!holds.ok && holds.fault.kind === 'unauthenticated') end();
  };
  const timer =
    signedIn.caller.method === 'proxy'
      ? setTimeout(end, proxiedFor)
      : setInterval(() => void look(), lookEvery);
  response.once('close', () => clearInterval(timer));
}
