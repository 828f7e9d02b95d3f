import { admissionOf } from '#lib/auth/admission.ts';
import { seenByLink } from '#lib/auth/display-links.ts';
import { signInState } from '#lib/auth/sign-in-state.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import { running } from '#lib/live/running.ts';
import { type Sighted, sighted, viewerOf } from './viewer.ts';

/** Who looks at the wall: a signed-in person, else a display by its link. */
export async function wallViewerOf(request: Request): Promise<Result<Sighted>> {
  const state = signInState();
  const link = admissionOf(request.headers)?.link;
  if (!link || !state) return viewerOf(request);
  const { hub } = running();
  const sight = await seenByLink(state, hub, link);
  const view = hub.seen(sight);
  return view.ok ? ok(sighted(sight, view.value)) : view;
}
