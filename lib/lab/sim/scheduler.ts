import { timestamp } from '../api/object.ts';
import { resourceOf } from '../api/resources.ts';
import type { Condition, NodeObject, Pod } from './objects.ts';
import { requestsOf } from './pod-index.ts';
import { quantity } from './selector.ts';
import type { Simulation } from './simulation.ts';

const pods = resourceOf('pods');
const nodes = resourceOf('nodes');

/** Assigns pods to nodes: node selector, cordon, capacity; among the nodes that fit, the one with the fewest pods. */
export function startScheduler(sim: Simulation): void {
  const waiting = new Map<string, { namespace: string; name: string }>();

  const attempt = (uid: string) => {
    const key = waiting.get(uid);
    if (key === undefined) return;
    const pod = sim.store.get(pods, key.namespace, key.name) as Pod | undefined;
    if (pod === undefined || pod.metadata.uid !== uid || pod.metadata.deletionTimestamp !== undefined) {
      waiting.delete(uid);
      return;
    }
    const choice = choose(sim, pod);
    if ('node' in choice) {
      waiting.delete(uid);
      bind(sim, pod, choice.node);
    } else refuse(sim, pod, choice.message);
  };

  sim.subscribe(pods, ({ type, object }) => {
    const pod = object as Pod;
    const uid = pod.metadata.uid ?? '';
    if (type === 'DELETED' || pod.spec?.nodeName) {
      waiting.delete(uid);
      return;
    }
    const other = pod.spec?.schedulerName ?? 'default-scheduler';
    if (waiting.has(uid) || other !== 'default-scheduler' || pod.metadata.deletionTimestamp !== undefined)
      return;
    waiting.set(uid, { namespace: pod.metadata.namespace ?? '', name: pod.metadata.name });
    sim.clock.after(sim.settling ? 0 : sim.random.between(`${pod.metadata.name}/schedule`, 20, 150), () =>
      attempt(uid),
    );
  });

  const retry = () => {
    for (const uid of [...waiting.keys()]) attempt(uid);
  };
  sim.subscribe(nodes, ({ previous, object }) => {
    const before = (previous as NodeObject | undefined)?.spec;
    const after = (object as NodeObject).spec;
    const labels = JSON.stringify(previous?.metadata.labels) !== JSON.stringify(object.metadata.labels);
    if (labels || before?.unschedulable !== after?.unschedulable) sim.clock.after(100, retry);
  });
  sim.clock.every(5 * 60_000, retry);
}

function choose(sim: Simulation, pod: Pod): { node: NodeObject } | { message: string } {
  const all = sim.store.list(nodes) as NodeObject[];
  const reasons = new Map<string, number>();
  let best: { node: NodeObject; load: number } | undefined;
  for (const node of all) {
    const reason = unfit(sim, pod, node);
    if (reason !== undefined) {
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      continue;
    }
    const load = sim.pods.byNode.get(node.metadata.name)?.size ?? 0;
    if (best === undefined || load < best.load) best = { node, load };
  }
  if (best !== undefined) return { node: best.node };
  const list = [...reasons]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
  const preemption = `preemption: 0/${all.length} nodes are available: ${all.length} Preemption is not helpful for scheduling.`;
  return { message: `0/${all.length} nodes are available: ${list}. ${preemption}` };
}

function unfit(sim: Simulation, pod: Pod, node: NodeObject): string | undefined {
  const labels = node.metadata.labels ?? {};
  const byDaemon = pod.metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet') === true;
  if (node.spec.unschedulable && !byDaemon) return 'node(s) were unschedulable';
  const selector = Object.entries(pod.spec.nodeSelector ?? {});
  const named =
    pod.spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms
      ?.flatMap((term) => term.matchFields ?? [])
      .find(({ key }) => key === 'metadata.name')?.values;
  if (
    selector.some(([key, value]) => labels[key] !== value) ||
    (named !== undefined && !named.includes(node.metadata.name))
  )
    return "node(s) didn't match Pod's node affinity/selector";
  const placed = sim.pods.byNode.get(node.metadata.name);
  if ((placed?.size ?? 0) >= quantity(node.status.allocatable?.pods)) return 'Too many pods';
  const wanted = requestsOf(pod);
  const used = sim.pods.requestedOn(node.metadata.name);
  for (const resource of ['cpu', 'memory'] as const) {
    if (wanted[resource] === 0) continue;
    // Less than a thousandth is an error of rounding.
    if (used[resource] + wanted[resource] > quantity(node.status.allocatable?.[resource]) + 0.001)
      return `Insufficient ${resource}`;
  }
  return undefined;
}

function bind(sim: Simulation, pod: Pod, node: NodeObject): void {
  const { namespace, name } = pod.metadata;
  sim.store.modify(
    pods,
    namespace,
    name,
    (copy) => {
      const bound = copy as Pod;
      bound.spec.nodeName = node.metadata.name;
      bound.status.conditions = scheduled(bound.status.conditions ?? [], { status: 'True' }, sim.clock.now());
    },
    { whole: true },
  );
  sim.events.record(
    pod,
    'Normal',
    'Scheduled',
    `Successfully assigned ${namespace}/${name} to ${node.metadata.name}`,
    {
      component: 'default-scheduler',
    },
  );
}

function refuse(sim: Simulation, pod: Pod, message: string): void {
  sim.store.modify(
    pods,
    pod.metadata.namespace,
    pod.metadata.name,
    (copy) => {
      const waiting = copy as Pod;
      const condition = { status: 'False' as const, reason: 'Unschedulable', message };
      waiting.status.conditions = scheduled(waiting.status.conditions ?? [], condition, sim.clock.now());
    },
    { whole: true },
  );
  sim.events.record(pod, 'Warning', 'FailedScheduling', message, { component: 'default-scheduler' });
}

function scheduled(all: Condition[], condition: Omit<Condition, 'type'>, now: number): Condition[] {
  const known = all.find(({ type }) => type === 'PodScheduled');
  const since = known?.status === condition.status ? known.lastTransitionTime : undefined;
  return [
    ...all.filter(({ type }) => type !== 'PodScheduled'),
    {
      type: 'PodScheduled',
      lastProbeTime: null,
      lastTransitionTime: since ?? timestamp(new Date(now)),
      ...condition,
    },
  ];
}
