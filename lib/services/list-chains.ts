import { fail, ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { running } from '#lib/live/running.ts';

/** Every chain, or those of one namespace. */
export function listChains({ query }: Call<unknown, { namespace?: string }>) {
  const { hub } = running();
  const items = hub
    .chains()
    .filter((chain) => query.namespace === undefined || chain.namespace === query.namespace);
  return ok({ items, freshness: hub.freshness() });
}

/** One chain by its name; two of that name in different namespaces are not told apart by guessing. */
export function getChain({ params, query }: Call<{ name: string }, { namespace?: string }>) {
  const found = running()
    .hub.chains()
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
