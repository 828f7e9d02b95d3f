import { isOpen } from '#lib/auth/sign-in-settings.ts';
import { type SignInState, signInState } from '#lib/auth/sign-in-state.ts';
import type { DisplayLinkView } from '#lib/contracts/display-links.ts';
import { type DisplayLink, hasEnded } from '#lib/domain/display/display-link.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';

/** The console's sign-in. Fault `refused` where nobody signs in: then everybody on this machine opens the wall as it is. */
export function displaysNeedSignIn(): Result<SignInState> {
  const state = signInState();
  if (state !== null && !isOpen(state.settings)) return ok(state);
  return fail('refused', 'This console needs no sign-in: a display opens /wall without a link.', {
    reason: { code: 'displays-need-sign-in', params: {} },
  });
}

/** What is told of a link: neither its hash nor its creator's groups. */
export const linkView = (link: DisplayLink, now: number): DisplayLinkView => ({
  id: link.id,
  name: link.name,
  namespace: link.namespace,
  scope: link.scope,
  by: link.by.user,
  at: link.at,
  until: link.until,
  expired: hasEnded(link, now),
});
