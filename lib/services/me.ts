import { notSignedIn } from '#lib/auth/session.ts';
import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { getSession } from './get-session.ts';
import { viewerOf } from './viewer.ts';

/** Who asks, how he came in and until when, and which cluster answers. In local use that is the kubeconfig's user. */
export async function me(call: Call<unknown, unknown>) {
  const { methods, session } = getSession(call).value;
  if (!session) return notSignedIn('not-signed-in');
  const viewer = await viewerOf(call.request);
  if (!viewer.ok) return viewer;
  const { hub } = viewer.value;
  const cluster = hub.cluster();
  return ok({
    user: session.user,
    groups: session.groups,
    signIn: session.method,
    methods,
    until: session.until,
    idleUntil: session.idleUntil,
    cluster,
    version: cluster.version,
    simulated: cluster.simulated,
    freshness: hub.freshness(),
  });
}
