import type { ActionAnswer } from '#lib/contracts/acting.ts';
import { rightsFor } from '#lib/domain/action/rights.ts';
import { linkName } from '#lib/domain/display/display-link.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { configMapRight } from '#lib/kube/config-map.ts';
import { deleteConfigMap } from '#lib/kube/delete-config-map.ts';
import { displaysNeedSignIn } from './display-state.ts';
import { perform } from './perform.ts';
import { viewerBy } from './viewer.ts';

/** Deletes a link's ConfigMap: every replica sees that by its watch, and ends the link's streams. */
export async function revokeDisplayLink({
  params,
  query,
  request,
}: Call<{ id: string }, { namespace: string }>): Promise<Result<ActionAnswer>> {
  const state = displaysNeedSignIn();
  if (!state.ok) return state;
  const { namespace } = query;
  const name = linkName(params.id);
  return perform(request, {
    action: 'revokeDisplayLink',
    place: `display-link ${namespace}`,
    rights: rightsFor('revokeDisplayLink', { namespace, name }),
    body: {},
    ignoresFreeze: true,
    async prepare(caller) {
      const viewer = await viewerBy(caller);
      if (!viewer.ok) return viewer;
      const map = viewer.value.hub.stores.configmaps.get(`${namespace}/${name}`);
      if (map === undefined) return fail('not-found', `There is no display link ${params.id}.`);
      const { uid, resourceVersion } = map.metadata;
      const summary = `revoke display link ${params.id}`;
      return ok({
        object: { apiVersion: 'v1', kind: 'ConfigMap', namespace, name, uid, resourceVersion },
        summary,
        parameters: { link: params.id },
        freeze: null,
        says: {
          from: null,
          to: null,
          command: `kubectl delete configmap ${name} -n ${namespace}`,
          undo: null,
          warnings: [],
        },
        async act(dryRun) {
          const right = configMapRight('delete', namespace, name);
          const gone = await deleteConfigMap(caller.connection, { namespace, name, uid }, right, dryRun);
          return gone.ok ? ok({ generation: null, detail: summary }) : gone;
        },
      });
    },
  });
}
