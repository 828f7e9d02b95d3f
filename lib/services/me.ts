import { ok } from '#lib/domain/result.ts';
import { running } from '#lib/live/running.ts';

/** Without a sign-in the console acts as the kubeconfig's user, and says so. */
export function me() {
  const { hub, identity } = running();
  const cluster = hub.cluster();
  return ok({
    user: identity.user,
    groups: identity.groups,
    signIn: 'none' as const,
    cluster,
    version: cluster.version,
    simulated: cluster.simulated,
    freshness: hub.freshness(),
  });
}
