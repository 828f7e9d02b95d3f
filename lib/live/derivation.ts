import type { ChainRow } from '#lib/contracts/stream.ts';
import type { ChainView } from '#lib/domain/chain/chain-view.ts';
import { chainViews } from '#lib/domain/chain/chain-views.ts';
import type { PodDrift } from '#lib/domain/config/config-view.ts';
import type { EventView } from '#lib/domain/event/event-view.ts';
import type { RoutingChange } from '#lib/domain/frr/routing-changes.ts';
import type { RoutingSummary } from '#lib/domain/frr/routing-summary.ts';
import type { Pod, Workload } from '#lib/domain/kubernetes.ts';
import type { NetworkView } from '#lib/domain/network/network.ts';
import { networkViews } from '#lib/domain/network/network-views.ts';
import type { PodNetwork } from '#lib/domain/network/path.ts';
import { isPodNetworkConfigMap, isPodNetworkDaemonSet, podNetwork } from '#lib/domain/network/pod-network.ts';
import { type OwnerContext, type PodContext, podRow } from '#lib/domain/pod/pod-row.ts';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';
import type { RunBrief } from '#lib/domain/run/run-row.ts';
import { type FunctionContext, functionRow } from '#lib/domain/workload/function-row.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { mainContainer } from '#lib/domain/workload/main-container.ts';
import type { AlertSurroundings } from './alert-watch.ts';
import type { RunBoard } from './run-board.ts';
import { sameValue } from './same-value.ts';
import { functionKey, type World } from './world.ts';

/** What derivation needs to know beside the objects. */
export interface Surroundings {
  /** False until the NetworkAttachmentDefinitions are listed: then none is called missing. */
  definitionsKnown(): boolean;
  configMapsKnown(): boolean;
  routing(podKey: string): RoutingSummary | null;
  /** What a router was found to run, compared with its ConfigMap. */
  drift?(podKey: string): PodDrift | null;
  /** The runs that may be seen. */
  runs?(): RunBoard;
  /** The API server's minor version: kubectl's columns depend on it. */
  serverMinor(): number | undefined;
  /** Sessions that went down or came up, by pod. */
  sessionChanges?(): ReadonlyMap<string, readonly RoutingChange[]>;
  /** What alerts depend on beside the rows. */
  alerts?: Omit<AlertSurroundings, 'runs'>;
}

export const unknownPodNetwork: PodNetwork = { cni: 'unknown', encapsulation: 'unknown', source: null };

/** Makes rows of objects: each from the present state of the world and the time, and nothing else. */
export class Derivation {
  readonly podRows = new Map<string, PodRow>();
  /** All workloads, with `role: other`. */
  readonly functionRows = new Map<string, FunctionRow>();
  /** By function, the run that has it. */
  upgrades: ReadonlyMap<string, RunBrief> = new Map();
  podNetwork: PodNetwork = unknownPodNetwork;
  private readonly world: World;
  private readonly around: Surroundings;

  constructor(world: World, around: Surroundings) {
    this.world = world;
    this.around = around;
  }

  /** True where the pod network looks different from before. */
  readPodNetwork(): boolean {
    const { daemonsets, configmaps, nodes } = this.world.stores;
    const next = podNetwork({
      daemonSets: [...daemonsets.values()].filter((set) => isPodNetworkDaemonSet(set.metadata.name)),
      configMaps: [...configmaps.values()].filter((map) => isPodNetworkConfigMap(map.metadata.name)),
      nodes: [...nodes.values()],
    });
    if (sameValue(this.podNetwork, next)) return false;
    this.podNetwork = next;
    return true;
  }

  podContext(pod: Pod, now: Date): PodContext {
    const namespace = pod.metadata.namespace ?? '';
    const { name, uid } = pod.metadata;
    const serverMinor = this.around.serverMinor();
    return {
      now,
      owner: this.ownerOf(pod),
      definition: (space, definition) =>
        this.world.stores['network-attachment-definitions'].get(`${space}/${definition}`),
      definitionsKnown: this.around.definitionsKnown(),
      podNetwork: this.podNetwork,
      routing: this.around.routing(`${namespace}/${name}`),
      drift: this.around.drift?.(`${namespace}/${name}`) ?? null,
      warnings: this.world
        .eventsAbout('Pod', namespace, name, uid)
        .filter((event) => event.type === 'Warning'),
      ...(serverMinor === undefined ? {} : { serverMinor }),
    };
  }

  pod(key: string, now: Date): PodRow | null {
    const pod = this.world.stores.pods.get(key);
    if (pod === undefined) {
      this.podRows.delete(key);
      return null;
    }
    const row = podRow(pod, this.podContext(pod, now));
    this.podRows.set(key, row);
    return row;
  }

  functionContext(workload: Workload, now: Date): FunctionContext {
    const { namespace = '', name } = workload.object.metadata;
    const key = functionKey({ namespace, kind: workload.kind, name });
    const pods = this.world.podsOf(key);
    return {
      now,
      pods,
      podRows: pods.flatMap(
        (pod) => this.podRows.get(`${pod.metadata.namespace}/${pod.metadata.name}`) ?? [],
      ),
      budgets: this.world.within('poddisruptionbudgets', namespace),
      inChain: this.world.chainOf(workload.object) !== null,
      upgrade: this.upgrades.get(key) ?? null,
      configMap: (configMap) => this.world.stores.configmaps.get(`${namespace}/${configMap}`),
    };
  }

  function(key: string, now: Date): FunctionRow | null {
    const workload = this.world.workloadAt(key);
    if (workload === undefined) {
      this.functionRows.delete(key);
      return null;
    }
    const row = functionRow(workload, this.functionContext(workload, now));
    this.functionRows.set(key, row);
    return row;
  }

  chains(): ChainView[] {
    return chainViews([...this.functionRows.values()]);
  }

  networks(): NetworkView[] {
    const definitions = [...this.world.stores['network-attachment-definitions'].values()];
    return networkViews(definitions, [...this.podRows.values()], this.podNetwork);
  }

  private ownerOf(pod: Pod): OwnerContext | null {
    const ref = this.world.ownerOf(pod);
    if (ref === null) return null;
    const workload = this.world.workload(ref.kind, ref.namespace, ref.name);
    // The pods may be listed before their workload.
    if (workload === undefined) return { ref, chain: null, mainContainer: mainContainer(pod) };
    return {
      ref,
      chain: this.world.chainOf(workload.object),
      mainContainer: mainContainer(workload.object.spec.template),
    };
  }
}

/** A chain as the stream has it: its functions by key. */
export function chainRow(chain: ChainView): ChainRow {
  return { ...chain, functions: chain.functions.map(functionKey) };
}

export const byNewest = (a: EventView, b: EventView): number =>
  a.at < b.at ? 1 : a.at > b.at ? -1 : a.key < b.key ? -1 : 1;
