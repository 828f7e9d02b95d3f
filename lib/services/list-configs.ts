import type { Config } from '#lib/contracts/configs.ts';
import { keyKind } from '#lib/domain/config/key-kind.ts';
import type { FunctionRef } from '#lib/domain/pod/pod-view.ts';
import { fail, ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import type { Hub } from '#lib/live/hub.ts';
import { running } from '#lib/live/running.ts';

/** ConfigMaps that network functions use; a ConfigMap that is missing has no entry, its function says so. */
function configs(hub: Hub): Config[] {
  const users = new Map<string, FunctionRef[]>();
  for (const { namespace, kind, name } of hub.functions({ all: false })) {
    for (const use of hub.function(namespace, kind, name)?.config ?? []) {
      const key = `${namespace}/${use.name}`;
      users.set(key, [...(users.get(key) ?? []), { namespace, kind, name }]);
    }
  }
  return [...users].sort(byKey).flatMap(([key, usedBy]) => {
    const known = hub.stores.configmaps.get(key);
    if (!known) return [];
    const { metadata, data, binaryKeys = [], immutable = false } = known;
    const { namespace = '', name, resourceVersion } = metadata;
    return [
      {
        namespace,
        name,
        resourceVersion,
        immutable,
        data: data ?? null,
        binaryKeys,
        keys: known.keys.map((key) => ({
          key,
          kind: keyKind(key),
          size: Buffer.byteLength(data?.[key] ?? ''),
        })),
        size: Object.values(data ?? {}).reduce((sum, text) => sum + Buffer.byteLength(text), 0),
        usedBy,
        pods: [],
        history: [],
        drift: [],
      },
    ];
  });
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0);

export function listConfigs({ query }: Call<unknown, { namespace?: string }>) {
  const { hub } = running();
  const items = configs(hub).filter(
    ({ namespace }) => query.namespace === undefined || namespace === query.namespace,
  );
  return ok({ items, freshness: hub.freshness() });
}

/** One of them. Others are not shown: what no function uses is not the console's to read. */
export function getConfig({ params }: Call<{ namespace: string; name: string }, unknown>) {
  const { hub } = running();
  const found = configs(hub).find(
    ({ namespace, name }) => namespace === params.namespace && name === params.name,
  );
  if (!found)
    return fail(
      'not-found',
      `No network function of namespace ${params.namespace} uses a ConfigMap ${params.name} that is there.`,
    );
  return ok({ ...found, freshness: hub.freshness() });
}
