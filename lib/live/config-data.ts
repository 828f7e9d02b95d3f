import { isPodNetworkConfigMap } from '#lib/domain/network/pod-network.ts';
import type { Connection } from '#lib/kube/connection.ts';
import { fetchConfigMap } from '#lib/kube/fetch-config-map.ts';
import { gate } from '#lib/kube/gate.ts';
import { configMapsOf } from './marks.ts';
import type { LiveState } from './state.ts';

export interface ConfigData {
  /** Whether the data of a ConfigMap is kept on arrival. */
  keeps(namespace: string, name: string): boolean;
  /** Reads the data that was dropped of ConfigMaps which a function has begun to use. */
  fetchMissing(): void;
}

/**
 * Of ConfigMaps that no function uses only the names of their keys are kept. A workload is known as a function only after it,
 * and perhaps its pods, have been seen, so some data has to be read again; where that fails it is left for a minute.
 */
export function configData(connection: Connection, state: LiveState): ConfigData {
  const { world, derivation } = state;
  const triedAt = new Map<string, number>();
  const simultaneous = gate(2);
  let seen = -1;

  const isUsed = (key: string): boolean =>
    [...world.usersOfConfigMap.get(key)].some(
      (workload) => derivation.functionRows.get(workload)?.role !== 'other',
    );

  return {
    keeps: (namespace, name) => isPodNetworkConfigMap(name) || isUsed(`${namespace}/${name}`),
    fetchMissing() {
      if (state.functions.changedAt === seen) return;
      seen = state.functions.changedAt;
      for (const key of state.functions.rows.keys()) {
        for (const configMap of configMapsOf(world.workloadAt(key)?.object)) {
          const known = world.stores.configmaps.get(configMap);
          if (known === undefined || known.data !== undefined) continue;
          if (Date.now() - (triedAt.get(configMap) ?? 0) < 60_000) continue;
          triedAt.set(configMap, Date.now());
          const [namespace = '', name = ''] = configMap.split('/');
          void simultaneous.run(async () => {
            const read = await fetchConfigMap(connection, namespace, name);
            if (!read.ok) return;
            triedAt.delete(configMap);
            world.stores.configmaps.enrich(read.value);
          });
        }
      }
    },
  };
}
