import { workloadKinds } from '#lib/domain/kubernetes.ts';
import { fail, ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { mayList, viewerOf } from './viewer.ts';

/** Every chain, or those of one namespace; of each the functions that the caller may see. */
export async function listChains({ query, request }: Call<unknown, { namespace?: string }>) {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const { hub } = viewer.value;
  const may = mayList(viewer.value, workloadKinds, query.namespace);
  if (!may.ok) return may;
  const items = hub
    .chains()
    .filter((chain) => query.namespace === undefined || chain.namespace === query.namespace);
  return ok({ items, freshness: hub.freshness() });
}

/** One chain by its name; two of that name in different namespaces are not told apart by guessing. */
export async function getChain({ params, query, request }: Call<{ name: string }, { namespace?: string }>) {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const { hub } = viewer.value;
  const may = mayList(viewer.value, workloadKinds, query.namespace);
  if (!may.ok) return may;
  const found = hub
    .chains()
    .filter(
      (chain) =>
        chain.name === params.name && (query.namespace === undefined || chain.namespace === query.namespace),
    );
  const [chain, another] = found;
  if (!chain) return fail('not-found', `There is no chain ${params.name}.`);
  if (another) {
    const namespaces = found.map(({ namespace }) => namespace).join(', ');
    return fail('malformed', `namespace: chain ${params.name} exists in ${namespaces}; say which`, {
      errors: [{ field: 'namespace', message: `one of ${namespaces}` }],
    });
  }
  return ok(chain);
}
