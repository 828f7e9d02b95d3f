import { compare } from '../compare.ts';
import { cut } from '../cut.ts';
import type { Reason } from '../health.ts';
import type { NetworkAttachmentDefinition } from '../kubernetes.ts';
import type { PodRow } from '../pod/pod-view.ts';
import { readDefinition } from './definition.ts';
import type { NetworkView } from './network.ts';
import type { PodNetwork } from './path.ts';

/** The pod network's key: no definition's, which has a slash. */
export const podNetworkKey = 'pod-network';

/** So many attached interfaces and reasons are named; the rest is counted. */
const named = { attached: 500, reasons: 20 } as const;

interface OnNetwork {
  attached: NetworkView['attached'];
  problems: Reason[];
}

/**
 * The networks: the pod network first, then the definitions by namespace and name, then networks that pods ask for and
 * nobody defined.
 */
export function networkViews(
  definitions: readonly NetworkAttachmentDefinition[],
  podRows: readonly PodRow[],
  podNetwork: PodNetwork,
): NetworkView[] {
  const members = membersOf(podRows);
  const defined = definitions
    .map((definition) => definitionView(definition, members))
    .toSorted((a, b) => compare(a.namespace ?? '', b.namespace ?? '') || compare(a.name, b.name));
  const known = new Set(defined.map((view) => view.key));
  const missing = [...members]
    .filter(([key, on]) => !known.has(key) && on.problems.some((p) => p.code === 'definition-missing'))
    .map(([key, on]) => missingView(key, on))
    .toSorted((a, b) => compare(a.key, b.key));
  const cni = podNetwork.cni === 'unknown' ? null : podNetwork.cni;
  const pod: NetworkView = {
    ...empty,
    key: podNetworkKey,
    namespace: null,
    name: podNetworkKey,
    kind: cni,
    ...shown(members.get(podNetworkKey)),
  };
  return [pod, ...defined, ...missing];
}

const empty = {
  kind: null,
  plugins: [],
  ipam: null,
  ranges: [],
  parent: null,
  vlan: null,
  mtu: null,
  resourceName: null,
  unreadable: null,
} satisfies Partial<NetworkView>;

/** For each network who is on it; the first interface of a pod is on the pod network unless a definition overrides it. */
function membersOf(podRows: readonly PodRow[]): Map<string, OnNetwork> {
  const members = new Map<string, OnNetwork>();
  for (const row of podRows) {
    for (const [index, item] of row.interfaces.entries()) {
      const key =
        index === 0 && (item.kind === null || !item.network?.includes('/')) ? podNetworkKey : item.network;
      if (key === null || (index === 0 && !item.reported)) continue;
      const on = members.get(key) ?? { attached: [], problems: [] };
      members.set(key, on);
      on.attached.push({
        namespace: row.namespace,
        pod: row.name,
        interface: item.name,
        addresses: item.addresses,
        reported: item.reported,
      });
      if (item.problem && item.problem.health !== 'ok') {
        on.problems.push({ ...item.problem, subject: `${row.namespace}/${row.name}: ${item.name}` });
      }
    }
  }
  return members;
}

function definitionView(
  definition: NetworkAttachmentDefinition,
  members: ReadonlyMap<string, OnNetwork>,
): NetworkView {
  const { namespace = '', name } = definition.metadata;
  const key = `${namespace}/${name}`;
  const { problem, ...content } = readDefinition(definition);
  const on = shown(members.get(key));
  const own: Reason[] = problem
    ? [{ code: 'definition-unreadable', health: 'degraded', message: cut(problem, 1024) }]
    : [];
  const reasons = [...own, ...on.reasons.filter((r) => r.code !== 'definition-unreadable')];
  return { key, namespace, name, ...content, ...on, reasons };
}

function missingView(key: string, on: OnNetwork): NetworkView {
  const [namespace = '', name = ''] = key.split('/');
  return { ...empty, key, namespace, name, ...shown(on) };
}

function shown(on: OnNetwork | undefined): Pick<NetworkView, 'attached' | 'attachedCount' | 'reasons'> {
  const attached = on?.attached ?? [];
  const inOrder = attached.toSorted(
    (a, b) => compare(a.namespace, b.namespace) || compare(a.pod, b.pod) || compare(a.interface, b.interface),
  );
  return {
    attachedCount: attached.length,
    attached: inOrder.slice(0, named.attached),
    reasons: (on?.problems ?? []).slice(0, named.reasons),
  };
}
