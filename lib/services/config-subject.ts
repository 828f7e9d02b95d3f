import { configPod } from '#lib/domain/config/config-pods.ts';
import type { ConfigPod } from '#lib/domain/config/config-view.ts';
import type { ConfigMap } from '#lib/domain/kubernetes.ts';
import type { FunctionRef } from '#lib/domain/pod/pod-view.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { workloadOf } from '#lib/domain/workload/owner.ts';
import type { LiveView } from '#lib/live/live-view.ts';

export interface ConfigParams {
  namespace: string;
  name: string;
}

/** What is looked at: the console's own hub, or what a viewer may see of it. */
type Hub = Pick<LiveView, 'functions' | 'function' | 'stores'>;

/** A ConfigMap as it is watched, with the functions that use it. */
export interface ConfigSubject {
  known: ConfigMap;
  usedBy: FunctionRef[];
}

/** ConfigMaps that network functions use; one that is missing has no entry, its function says so. */
export function configSubjects(hub: Hub): ConfigSubject[] {
  const users = new Map<string, FunctionRef[]>();
  for (const { namespace, kind, name } of hub.functions({ all: false })) {
    for (const use of hub.function(namespace, kind, name)?.config ?? []) {
      const key = `${namespace}/${use.name}`;
      users.set(key, [...(users.get(key) ?? []), { namespace, kind, name }]);
    }
  }
  return [...users].sort(byKey).flatMap(([key, usedBy]) => {
    const known = hub.stores.configmaps.get(key);
    return known ? [{ known, usedBy }] : [];
  });
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0);

/** One of them. Others are not shown: what no function uses is not the console's to read. */
export function configSubject(hub: Hub, { namespace, name }: ConfigParams): Result<ConfigSubject> {
  const found = configSubjects(hub).find(
    ({ known }) => known.metadata.namespace === namespace && known.metadata.name === name,
  );
  if (found) return ok(found);
  return fail(
    'not-found',
    `No network function of namespace ${namespace} uses a ConfigMap ${name} that is there.`,
  );
}

/** The pods that run FRRouting with a ConfigMap, by name. */
export function configPods({ stores }: Pick<Hub, 'stores'>, { namespace, name }: ConfigParams): ConfigPod[] {
  const found: ConfigPod[] = [];
  for (const pod of stores.pods.values()) {
    if (pod.metadata.namespace !== namespace) continue;
    const owner = workloadOf(pod, (space, set) => stores.replicasets.get(`${space}/${set}`));
    const use = configPod(pod, name, owner, (map) => stores.configmaps.get(`${namespace}/${map}`));
    if (use) found.push(use);
  }
  return found.sort((a, b) => (a.pod < b.pod ? -1 : 1));
}

/** The release that a ConfigMap's functions would run, by the tags of their templates; null where they differ or do not tell. */
export function wantedRelease(hub: Pick<Hub, 'function'>, usedBy: readonly FunctionRef[]): string | null {
  const tags = usedBy.map(({ namespace, kind, name }) => hub.function(namespace, kind, name)?.targetVersion);
  const releases = new Set(tags.map((tag) => /^v?(\d+(?:\.\d+)+)/.exec(tag ?? '')?.[1] ?? null));
  return releases.size === 1 ? ([...releases][0] ?? null) : null;
}
