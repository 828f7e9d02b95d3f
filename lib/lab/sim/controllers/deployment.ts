import { resourceOf } from '../../api/resources.ts';
import type { Deployment, Pod, Workload } from '../objects.ts';
import { controllerOf } from '../pod-index.ts';
import { scaled } from '../selector.ts';
import { born, type Simulation } from '../simulation.ts';
import { deploymentStatus } from './deployment-status.ts';
import { controller } from './reconciler.ts';
import { controllerReference, hashLabel, sameTemplate, templateHash } from './template.ts';

const replicaSets = resourceOf('replicasets');
const deployments = resourceOf('deployments');

const revisionKey = 'deployment.kubernetes.io/revision';
const historyKey = 'deployment.kubernetes.io/revision-history';
const desiredKey = 'deployment.kubernetes.io/desired-replicas';
const maxKey = 'deployment.kubernetes.io/max-replicas';
const own = [revisionKey, historyKey, desiredKey, maxKey, 'kubectl.kubernetes.io/last-applied-configuration'];

/** Rolls templates out through ReplicaSets (pkg/controller/deployment). */
export function startDeployments(sim: Simulation): void {
  controller(sim, 'Deployment', ['replicasets'], (object, enqueue) => {
    const deployment = object as Deployment;
    const rollout = new Rollout(sim, deployment);
    rollout.sync();
    const due = deploymentStatus(sim, deployment, rollout.current, rollout.old);
    if (due !== undefined)
      enqueue(deployment.metadata.namespace ?? '', deployment.metadata.name, Math.max(1000, due));
  });
}

class Rollout {
  current: Workload | undefined;
  old: Workload[];
  private readonly sim: Simulation;
  private readonly deployment: Deployment;
  private readonly namespace: string;
  private readonly replicas: number;

  constructor(sim: Simulation, deployment: Deployment) {
    this.sim = sim;
    this.deployment = deployment;
    this.namespace = deployment.metadata.namespace ?? '';
    this.replicas = deployment.spec.replicas ?? 1;
    const owned = (sim.store.list(replicaSets, this.namespace) as Workload[]).filter(
      (set) => controllerOf(set)?.uid === deployment.metadata.uid,
    );
    owned.sort((a, b) => revisionOf(a) - revisionOf(b));
    this.current = owned.find((set) => sameTemplate(set.spec.template, deployment.spec.template));
    this.old = owned.filter((set) => set !== this.current);
  }

  sync(): void {
    if (this.deployment.spec.paused) {
      this.scaleWhilePaused();
      return;
    }
    this.ensureCurrent();
    if (this.deployment.spec.strategy?.type === 'Recreate') this.recreate();
    else this.roll();
    this.cleanUp();
  }

  private ensureCurrent(): void {
    const next = Math.max(0, ...this.old.map(revisionOf)) + 1;
    if (this.current === undefined) {
      this.current = this.create(next);
    } else if (revisionOf(this.current) < next) {
      const before = revisionOf(this.current);
      this.current = this.change(this.current, (set) => {
        const annotations = { ...set.metadata.annotations, ...this.copied() };
        const history = [annotations[historyKey], String(before)].filter(Boolean).join(',');
        set.metadata.annotations = { ...annotations, [revisionKey]: String(next), [historyKey]: history };
      });
    } else {
      this.current = this.change(this.current, (set) => {
        set.metadata.annotations = { ...set.metadata.annotations, ...this.copied() };
      });
    }
    const revision = this.current?.metadata.annotations?.[revisionKey];
    if (revision !== undefined && this.deployment.metadata.annotations?.[revisionKey] !== revision) {
      this.sim.store.modify(deployments, this.namespace, this.deployment.metadata.name, (copy) => {
        copy.metadata.annotations = { ...copy.metadata.annotations, [revisionKey]: revision };
      });
    }
  }

  private create(revision: number): Workload {
    const { spec, metadata } = this.deployment;
    const hash = templateHash(spec.template);
    const template = structuredClone(spec.template);
    template.metadata = { ...template.metadata, labels: { ...template.metadata?.labels, [hashLabel]: hash } };
    const room = Math.max(0, this.replicas + this.surge() - total(this.old));
    const first =
      spec.strategy?.type === 'Recreate' && total(this.old) > 0 ? 0 : Math.min(this.replicas, room);
    const created = this.sim.store.create(replicaSets, {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `${metadata.name}-${hash}`,
        namespace: this.namespace,
        ...born(this.sim),
        labels: { ...template.metadata.labels },
        annotations: { ...this.copied(), [revisionKey]: String(revision) },
        ownerReferences: [controllerReference(this.deployment)],
      },
      spec: {
        replicas: first,
        ...(spec.minReadySeconds ? { minReadySeconds: spec.minReadySeconds } : {}),
        selector: { ...spec.selector, matchLabels: { ...spec.selector.matchLabels, [hashLabel]: hash } },
        template,
      },
      status: { replicas: 0 },
    }) as Workload;
    if (first > 0) this.tell(created, 0, first);
    return created;
  }

  /** Annotations that a ReplicaSet takes from its Deployment, change-cause among them. */
  private copied(): Record<string, string> {
    const taken = Object.entries(this.deployment.metadata.annotations ?? {}).filter(
      ([key]) => !own.includes(key),
    );
    return {
      ...Object.fromEntries(taken),
      [desiredKey]: String(this.replicas),
      [maxKey]: String(this.replicas + this.surge()),
    };
  }

  private surge(): number {
    const { strategy } = this.deployment.spec;
    if (strategy?.type === 'Recreate') return 0;
    return scaled(strategy?.rollingUpdate?.maxSurge ?? '25%', this.replicas, true);
  }

  private unavailable(): number {
    const value = this.deployment.spec.strategy?.rollingUpdate?.maxUnavailable ?? '25%';
    const count = scaled(value, this.replicas, false);
    // Both zero would never make progress: then one may be missing.
    return count === 0 && this.surge() === 0 ? 1 : Math.min(count, this.replicas);
  }

  private recreate(): void {
    const current = this.current;
    for (const set of this.old) if ((set.spec.replicas ?? 0) > 0) this.scale(set, 0);
    const left = this.old.flatMap((set) => this.sim.pods.ownedBy(set.metadata.uid)).filter(isLeft);
    if (left.length === 0 && current !== undefined && current.spec.replicas !== this.replicas) {
      this.current = this.scale(current, this.replicas);
    } else if (left.length > 0) {
      // A terminating pod is no longer counted by its ReplicaSet, so nothing else would tell.
      this.sim.clock.after(500, () => this.again());
    }
  }

  private again(): void {
    const now = this.sim.store.get(deployments, this.namespace, this.deployment.metadata.name);
    if (now?.metadata.uid !== this.deployment.metadata.uid) return;
    const rollout = new Rollout(this.sim, now as Deployment);
    rollout.sync();
    deploymentStatus(this.sim, now as Deployment, rollout.current, rollout.old);
  }

  private roll(): void {
    const current = this.current;
    if (current === undefined) return;
    const has = current.spec.replicas ?? 0;
    if (has > this.replicas) this.current = this.scale(current, this.replicas);
    else if (has < this.replicas) {
      const room = this.replicas + this.surge() - total(this.old) - has;
      if (room > 0) this.current = this.scale(current, Math.min(this.replicas, has + room));
    }
    this.shrinkOld();
  }

  private shrinkOld(): void {
    const current = this.current;
    const all = total(this.old) + (current?.spec.replicas ?? 0);
    const floor = this.replicas - this.unavailable();
    const missing = (current?.spec.replicas ?? 0) - (current?.status?.availableReplicas ?? 0);
    let mayGo = all - floor - missing;
    for (const set of this.old) {
      if (mayGo <= 0) return;
      // Those that do not work are no loss.
      const has = set.spec.replicas ?? 0;
      const unhealthy = Math.min(mayGo, has - (set.status?.availableReplicas ?? 0));
      if (has === 0 || unhealthy <= 0) continue;
      this.replace(set, this.scale(set, has - unhealthy));
      mayGo -= unhealthy;
    }
    const available = [...this.old, ...(current === undefined ? [] : [current])].reduce(
      (sum, set) => sum + Math.min(set.status?.availableReplicas ?? 0, set.spec.replicas ?? 0),
      0,
    );
    let spare = available - floor;
    for (const set of this.old) {
      const has = set.spec.replicas ?? 0;
      if (spare <= 0 || has === 0) continue;
      const less = Math.min(spare, has);
      this.replace(set, this.scale(set, has - less));
      spare -= less;
    }
  }

  private scaleWhilePaused(): void {
    const active = [...this.old, ...(this.current === undefined ? [] : [this.current])].filter(
      (set) => (set.spec.replicas ?? 0) > 0,
    );
    const newest = active.at(-1) ?? this.current;
    const missing = this.replicas - active.reduce((sum, set) => sum + (set.spec.replicas ?? 0), 0);
    if (newest === undefined || missing === 0) return;
    const before = newest.metadata.annotations?.[desiredKey];
    // During a held rollout the surge stays: only a new number of replicas changes anything.
    if (before === String(this.replicas)) return;
    const changed = this.scale(newest, Math.max(0, (newest.spec.replicas ?? 0) + missing));
    this.change(changed, (set) => {
      set.metadata.annotations = { ...set.metadata.annotations, [desiredKey]: String(this.replicas) };
    });
  }

  private cleanUp(): void {
    const done = this.current?.status?.availableReplicas === this.replicas;
    const keep = this.deployment.spec.revisionHistoryLimit ?? 10;
    const empty = this.old.filter((set) => set.spec.replicas === 0 && (set.status?.replicas ?? 0) === 0);
    if (!done || empty.length <= keep) return;
    for (const set of empty.slice(0, empty.length - keep))
      this.sim.store.remove(replicaSets, this.namespace, set.metadata.name);
  }

  private scale(set: Workload, replicas: number): Workload {
    const before = set.spec.replicas ?? 0;
    if (before === replicas) return set;
    const changed = this.change(set, (copy) => {
      copy.spec.replicas = replicas;
    });
    this.tell(set, before, replicas);
    return changed;
  }

  private tell(set: Workload, before: number, after: number): void {
    const verb = after > before ? 'Scaled up' : 'Scaled down';
    const message = `${verb} replica set ${set.metadata.name} from ${before} to ${after}`;
    this.sim.events.record(this.deployment, 'Normal', 'ScalingReplicaSet', message, {
      component: 'deployment-controller',
    });
  }

  private change(set: Workload, change: (copy: Workload) => void): Workload {
    const changed = this.sim.store.modify(replicaSets, this.namespace, set.metadata.name, (copy) =>
      change(copy as Workload),
    );
    return (changed as Workload | undefined) ?? set;
  }

  private replace(before: Workload, after: Workload): void {
    this.old = this.old.map((set) => (set === before ? after : set));
  }
}

function revisionOf(set: Workload): number {
  return Number(set.metadata.annotations?.[revisionKey] ?? 0) || 0;
}

function total(sets: readonly Workload[]): number {
  return sets.reduce((sum, set) => sum + (set.spec.replicas ?? 0), 0);
}

function isLeft(pod: Pod): boolean {
  return pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed';
}
