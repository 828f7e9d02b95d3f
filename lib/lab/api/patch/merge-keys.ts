/**
 * How a list is merged, from the struct tags of k8s.io/api (patchStrategy, patchMergeKey, listType, listMapKey). A list
 * that is not here is atomic: it is replaced as a whole.
 */
export type ListRule =
  /** Items are objects: strategic merge knows them by the first key, apply by all. */
  | { by: 'keys'; keys: readonly string[]; retainKeys?: true }
  /** Items are strings, kept as a set. */
  | { by: 'value' };

const rules: Record<string, ListRule> = {
  containers: { by: 'keys', keys: ['name'] },
  initContainers: { by: 'keys', keys: ['name'] },
  ephemeralContainers: { by: 'keys', keys: ['name'] },
  volumes: { by: 'keys', keys: ['name'], retainKeys: true },
  env: { by: 'keys', keys: ['name'] },
  volumeMounts: { by: 'keys', keys: ['mountPath'] },
  volumeDevices: { by: 'keys', keys: ['devicePath'] },
  imagePullSecrets: { by: 'keys', keys: ['name'] },
  hostAliases: { by: 'keys', keys: ['ip'] },
  topologySpreadConstraints: { by: 'keys', keys: ['topologyKey', 'whenUnsatisfiable'] },
  schedulingGates: { by: 'keys', keys: ['name'] },
  conditions: { by: 'keys', keys: ['type'] },
  podIPs: { by: 'keys', keys: ['ip'] },
  hostIPs: { by: 'keys', keys: ['ip'] },
  ownerReferences: { by: 'keys', keys: ['uid'] },
  finalizers: { by: 'value' },
  podCIDRs: { by: 'value' },
};

/** The rule of the list at a path of field names (without indices), such as `['spec', 'template', 'spec', 'containers']`. */
export function listRule(kind: string, path: readonly string[]): ListRule | undefined {
  const field = path.at(-1) ?? '';
  const parent = path.at(-2) ?? '';
  switch (field) {
    case 'ports':
      if (kind === 'Service' && parent === 'spec') return { by: 'keys', keys: ['port', 'protocol'] };
      return parent === 'containers' || parent === 'initContainers' || parent === 'ephemeralContainers'
        ? { by: 'keys', keys: ['containerPort', 'protocol'] }
        : undefined;
    case 'secrets':
      return kind === 'ServiceAccount' ? { by: 'keys', keys: ['name'] } : undefined;
    case 'addresses':
      return kind === 'Node' ? { by: 'keys', keys: ['type'] } : undefined;
    default:
      return Object.hasOwn(rules, field) ? rules[field] : undefined;
  }
}
