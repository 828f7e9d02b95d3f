import { record, text, timestamp } from '../../api/object.ts';
import { resourceOf } from '../../api/resources.ts';
import type { NodeObject, Pod } from '../objects.ts';
import { born, type Simulation } from '../simulation.ts';
import type { NodeFacts } from './container-life.ts';
import { PodWorker } from './pod-worker.ts';

const pods = resourceOf('pods');
const nodes = resourceOf('nodes');
const leases = resourceOf('leases');
const heartbeat = 10_000;

export interface Kubelets {
  /** Restarts a container of this pod at once. */
  bounce(uid: string): void;
  /** The uids of all pods that are on a node. */
  uids(): string[];
}

/** The kubelets of all nodes: they run what is assigned to them. */
export function startKubelets(sim: Simulation): Kubelets {
  const workers = new Map<string, PodWorker>();
  const facts = new Map<string, NodeFacts>();

  const nodeFacts = (name: string): NodeFacts | undefined => {
    const known = facts.get(name);
    if (known !== undefined) return known;
    const node = sim.store.get(nodes, undefined, name) as NodeObject | undefined;
    if (node === undefined) return undefined;
    const address = node.status.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '';
    const made = { name, address, images: new Set<string>() };
    facts.set(name, made);
    sim.podAddresses.addNode(name, node.spec.podCIDR ?? '');
    return made;
  };

  sim.subscribe(pods, ({ type, object }) => {
    const pod = object as Pod;
    const uid = pod.metadata.uid ?? '';
    const worker = workers.get(uid);
    if (type === 'DELETED') {
      worker?.stop();
      workers.delete(uid);
      return;
    }
    if (worker !== undefined) {
      if (pod.metadata.deletionTimestamp !== undefined) worker.terminate();
      return;
    }
    const node = pod.spec?.nodeName ? nodeFacts(pod.spec.nodeName) : undefined;
    const ended = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
    if (node === undefined || ended || !Array.isArray(pod.spec.containers)) return;
    const made = new PodWorker(sim, pod, node);
    workers.set(uid, made);
    if (pod.status?.phase === 'Running') made.adopt(pod);
    // In its own turn: the scheduler's write is told to everybody first.
    else sim.clock.after(sim.settling ? 0 : 30, () => made.start());
    if (pod.metadata.deletionTimestamp !== undefined) made.terminate();
  });

  return {
    bounce: (uid) => workers.get(uid)?.bounce(),
    uids: () => [...workers.keys()],
  };
}

/** Each node renews its lease every ten seconds. */
export function startHeartbeats(sim: Simulation): void {
  const renewAll = () => {
    for (const node of sim.store.list(nodes)) renew(sim, node.metadata.name);
  };
  renewAll();
  sim.clock.every(heartbeat, renewAll);
}

function renew(sim: Simulation, node: string): void {
  const renewTime = `${timestamp(new Date(sim.clock.now())).slice(0, -1)}.000000Z`;
  const namespace = 'kube-node-lease';
  const renewed = sim.store.modify(leases, namespace, node, (lease) => {
    lease.spec = { ...record(lease.spec), renewTime };
  });
  if (renewed !== undefined || text(node) === '') return;
  sim.store.create(leases, {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: node, namespace, ...born(sim) },
    spec: { holderIdentity: node, leaseDurationSeconds: 40, renewTime },
  });
}
