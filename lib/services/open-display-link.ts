import { setDisplayCookie } from '#lib/auth/display-cookie.ts';
import { openLink } from '#lib/auth/display-links.ts';
import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { running } from '#lib/live/running.ts';
import { displaysNeedSignIn } from './display-state.ts';

/** Gives a display the wall's cookie for its token, which its browser had behind the `#` of an address. */
export async function openDisplayLink({ body }: Call<unknown, unknown, { token: string }>) {
  const state = displaysNeedSignIn();
  if (!state.ok) return state;
  const now = Date.now();
  const link = await openLink(state.value, running().hub, body.token, now);
  if (!link.ok) return link;
  const { name, until } = link.value;
  const cookie = setDisplayCookie(body.token, until, now, state.value.settings);
  const headers = { 'set-cookie': cookie, 'cache-control': 'no-store' };
  return ok(Response.json({ name, until }, { headers }));
}
