import type { BgpFlow } from '../../frr/bgp.ts';
import type { WorkloadKind } from '../../kubernetes.ts';
import type { Observed, RunAct } from '../observed.ts';
import type { Side, StrategyFields } from '../run.ts';

/** How the new version fails, if it does. */
export type Breakage = 'none' | 'image-pull' | 'no-sessions' | 'crash-loop';

interface ModelPod {
  name: string;
  uid: string;
  node: string;
  side: Side;
  bornAt: number;
  endsAt: number | null;
  drained: boolean;
  /** Taken away, or made, by the run rather than by a fault. */
  renewed: boolean;
}

const session = 'bgp default ipv4Unicast 192.0.2.1';
const never = 1_000;

/**
 * A workload with its controller, as far as a run meets it: each kind's rules of replacing pods, and nothing else.
 * Sources: k8s.io/kubernetes pkg/controller/{statefulset/stateful_set_control.go, deployment/rolling.go,
 * deployment/sync.go, daemon/update.go}, v1.20.
 */
export class Model {
  now = 1_800_000_000_000;
  side: Side = 'from';
  fields: StrategyFields;
  rest = 'rest';
  run: string | null = 'r1';
  pods: ModelPod[] = [];
  /** The most pods that were away at once because the run, and not a fault, took them. */
  worst = 0;
  breakage: Breakage = 'none';
  /** So long its controller works by what the workload was before the last change; milliseconds. */
  behindMs = 0;
  private changedAt = 0;
  private earlier: Side = 'from';
  preflight: Observed['preflight'] = { state: 'none', detail: '' };
  /** Places whose pod was taken by the controller for the run, until its successor is ready. */
  private readonly taken = new Set<string>();
  private readonly sets: Record<Side, { replicas: number; minReady: number }>;
  private serial = 0;
  readonly kind: WorkloadKind;
  readonly replicas: number;
  readonly before: StrategyFields;

  constructor(kind: WorkloadKind, replicas: number) {
    this.kind = kind;
    this.replicas = replicas;
    this.before =
      kind === 'deployments'
        ? {
            strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
            progressDeadlineSeconds: 600,
          }
        : kind === 'statefulsets'
          ? { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } } }
          : { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } } };
    this.fields = this.before;
    this.sets = { from: { replicas, minReady: 0 }, to: { replicas: 0, minReady: 0 } };
    for (let i = 0; i < replicas; i++) this.make(i, 'from', -60_000);
  }

  private make(place: number, side: Side, age = 0): void {
    this.serial += 1;
    const name = this.kind === 'statefulsets' ? `p-${place}` : `p-x${this.serial}`;
    const uid = `u${this.serial}`;
    this.pods.push({
      name,
      uid,
      node: `n${place}`,
      side,
      bornAt: this.now + age,
      endsAt: null,
      drained: false,
      renewed: false,
    });
  }

  isReady(pod: ModelPod): boolean {
    const broken = pod.side === 'to' && (this.breakage === 'image-pull' || this.breakage === 'crash-loop');
    return pod.endsAt === null && this.now - pod.bornAt >= 3_000 && !broken;
  }

  private remove(pod: ModelPod, byRun: boolean): void {
    if (pod.endsAt !== null) return;
    if (byRun && this.isReady(pod)) this.taken.add(this.kind === 'deployments' ? pod.uid : pod.node);
    pod.endsAt = this.now + 2_000;
    this.count();
  }

  private count(): void {
    if (this.kind === 'deployments') {
      // As many as are ready beyond those that a fault took have come back.
      const away = this.replicas - this.pods.filter((pod) => this.isReady(pod)).length;
      while (this.taken.size > Math.max(0, away)) this.taken.delete([...this.taken][0] ?? '');
    } else {
      for (const pod of this.pods) if (this.isReady(pod)) this.taken.delete(pod.node);
    }
    this.worst = Math.max(this.worst, this.taken.size);
  }

  /** A fault: somebody deletes a pod by hand. */
  deletePod(index: number): void {
    const pod = this.pods[index % Math.max(1, this.pods.length)];
    if (pod) this.remove(pod, false);
  }

  tick(ms: number): void {
    this.now += ms;
    this.pods = this.pods.filter(({ endsAt }) => endsAt === null || endsAt > this.now);
    if (this.kind === 'statefulsets') this.statefulSet();
    else if (this.kind === 'daemonsets') this.daemonSet();
    else this.deployment();
    this.count();
  }

  private partition(): number | null {
    const { type, rollingUpdate } = this.fields.updateStrategy as {
      type: string;
      rollingUpdate?: { partition?: number };
    };
    return type === 'OnDelete' ? null : (rollingUpdate?.partition ?? 0);
  }

  /** The revision that was current when the rollout began stays so until every pod has the other. */
  private current: Side = 'from';

  private statefulSet(): void {
    const partition = this.partition();
    if (
      this.pods.length === this.replicas &&
      this.pods.every((pod) => pod.side === this.side && this.isReady(pod))
    )
      this.current = this.side;
    for (let place = 0; place < this.replicas; place++) {
      const pod = this.pods.find(({ node }) => node === `n${place}`);
      if (pod === undefined) {
        this.make(place, partition !== null && place < partition ? this.current : this.side);
        return;
      }
      if (!this.isReady(pod)) return;
    }
    if (partition === null) return;
    for (let place = this.replicas - 1; place >= partition; place--) {
      const pod = this.pods.find(({ node }) => node === `n${place}`);
      if (pod && pod.side !== this.side) {
        this.remove(pod, true);
        return;
      }
      if (!pod || !this.isReady(pod)) return;
    }
  }

  private daemonSet(): void {
    for (let place = 0; place < this.replicas; place++)
      if (!this.pods.some(({ node }) => node === `n${place}`))
        this.make(place, this.settled() ? this.side : this.earlier);
    if ((this.fields.updateStrategy as { type: string }).type === 'OnDelete') return;
    if (this.pods.some((pod) => !this.isReady(pod))) return;
    const old = this.pods.find(({ side }) => side !== this.side);
    if (old) this.remove(old, true);
  }

  private settled(): boolean {
    return this.now - this.changedAt >= this.behindMs;
  }

  private available(side: Side): number {
    const patient = this.sets[side].minReady > never;
    return patient ? 0 : this.pods.filter((pod) => pod.side === side && this.isReady(pod)).length;
  }

  private deployment(): void {
    const other: Side = this.side === 'to' ? 'from' : 'to';
    const [fresh, old] = [this.sets[this.side], this.sets[other]];
    fresh.minReady = Number(this.fields.minReadySeconds ?? 0);
    if (this.fields.paused !== true) {
      const { rollingUpdate } = this.fields.strategy as {
        rollingUpdate: { maxSurge: unknown; maxUnavailable: unknown };
      };
      const surge =
        rollingUpdate.maxSurge === '25%' ? Math.ceil(this.replicas / 4) : Number(rollingUpdate.maxSurge);
      const unavailable =
        rollingUpdate.maxUnavailable === '25%'
          ? Math.floor(this.replicas / 4)
          : Number(rollingUpdate.maxUnavailable);
      const total = fresh.replicas + old.replicas;
      const room = Math.min(this.replicas + surge - total, this.replicas - fresh.replicas);
      if (room > 0) fresh.replicas += room;
      else if (old.replicas > 0) {
        const least = this.replicas - unavailable;
        const down = total - least - (fresh.replicas - this.available(this.side));
        const unhealthy = Math.max(0, old.replicas - this.available(other));
        const cleaned = Math.min(Math.max(0, down), unhealthy);
        old.replicas -= cleaned;
        const spare = this.available(this.side) + this.available(other) - least;
        if (down > 0 && cleaned === 0 && spare > 0) old.replicas -= Math.min(old.replicas, spare);
      }
    }
    for (const side of ['from', 'to'] as const) this.replicaSet(side);
  }

  private replicaSet(side: Side): void {
    const own = this.pods.filter((pod) => pod.side === side && pod.endsAt === null);
    const more = this.sets[side].replicas - own.length;
    for (let i = 0; i < more; i++) this.make(0, side);
    const order = [...own].sort(
      (a, b) => Number(this.isReady(a)) - Number(this.isReady(b)) || b.bornAt - a.bornAt,
    );
    for (const pod of order.slice(0, Math.max(0, -more))) this.remove(pod, true);
  }

  /** What BGP in a pod is exchanging. */
  flow: () => BgpFlow | null = () => null;

  observe(): Observed {
    return {
      workload: {
        replicas: this.replicas,
        side: this.side,
        fields: this.fields,
        rest: this.rest,
        run: this.run,
        settled: this.settled(),
        available: this.available('from') + this.available('to'),
      },
      pods: this.pods.map((pod) => ({
        name: pod.name,
        uid: pod.uid,
        node: pod.node,
        side: pod.side,
        ready: this.isReady(pod),
        terminating: pod.endsAt !== null,
        restarts: 0,
        interfaces: ['eth0'],
        trouble:
          pod.side === 'to' && (this.breakage === 'image-pull' || this.breakage === 'crash-loop')
            ? { code: this.breakage, detail: 'it does not come' }
            : null,
        flow: this.flow(),
        sessions:
          this.isReady(pod) &&
          !(pod.side === 'to' && this.breakage === 'no-sessions') &&
          this.now - pod.bornAt >= 6_000
            ? [{ key: session, prefixes: 4 }]
            : [],
      })),
      preflight: this.preflight,
      chain: [],
      budget: null,
    };
  }

  do(act: RunAct): void {
    if (act.do === 'preflight') this.preflight = { state: 'passed', detail: '' };
    if (act.do === 'clean') this.preflight = { state: 'none', detail: '' };
    if (act.do === 'set') {
      if (this.settled()) this.earlier = this.side;
      this.changedAt = this.now;
      this.side = act.side;
      this.fields = act.fields;
      if (act.release) this.run = null;
    }
    if (act.do === 'evict') {
      const pod = this.pods.find(({ uid }) => uid === act.uid);
      if (pod) this.remove(pod, true);
    }
    if (act.do === 'drain' || act.do === 'undrain') {
      const pod = this.pods.find(({ uid }) => uid === act.uid);
      if (pod) pod.drained = act.do === 'drain';
    }
  }
}
