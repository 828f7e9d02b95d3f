import { timestamp } from '../../api/object.ts';
import { resourceOf } from '../../api/resources.ts';
import type { Interface } from '../multus/interface.ts';
import { AttachError } from '../multus/request.ts';
import type { Pod } from '../objects.ts';
import type { Simulation } from '../simulation.ts';
import { type Container, newContainer } from './container.ts';
import { ContainerLife, type NodeFacts, type PodHost } from './container-life.ts';
import { reportedStatus, setUpNetwork, tearDownNetwork } from './network-set-up.ts';
import { podStatus } from './pod-status.ts';

const pods = resourceOf('pods');

/** The kubelet's work for one pod, from its assignment to a node until it is gone. */
export class PodWorker implements PodHost {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  private readonly sim: Simulation;
  readonly node: NodeFacts;
  private readonly init: Container[];
  private readonly main: Container[];
  readonly startTime: string;
  interfaces: Interface[] = [];
  private readonly life: ContainerLife;
  private podIP: string | undefined;
  private annotations: Record<string, string> = {};
  private sandboxReady = false;
  private terminating = false;
  private gone = false;
  /** Nobody is looking: all steps at once, and one write at the end. */
  private readonly hasty: boolean;
  private quiet = false;

  constructor(sim: Simulation, pod: Pod, node: NodeFacts) {
    this.sim = sim;
    this.node = node;
    this.uid = pod.metadata.uid ?? '';
    this.namespace = pod.metadata.namespace ?? '';
    this.name = pod.metadata.name;
    this.startTime = pod.status.startTime ?? timestamp(new Date(sim.clock.now()));
    const inits = pod.spec.initContainers ?? [];
    this.init = inits.map((spec, index) => newContainer(spec, true, index > 0));
    this.main = pod.spec.containers.map((spec) => newContainer(spec, false, inits.length > 0));
    this.hasty = sim.settling;
    this.life = new ContainerLife(sim, this);
  }

  /** Takes over a pod that is running already. */
  adopt(pod: Pod): void {
    this.sim.files.mount(pod);
    this.sandboxReady = true;
    this.podIP = pod.status.podIP;
    for (const [containers, found] of [
      [this.init, pod.status.initContainerStatuses],
      [this.main, pod.status.containerStatuses],
    ] as const) {
      for (const container of containers) {
        const known = found?.find(({ name }) => name === container.spec.name);
        if (known !== undefined) container.status = structuredClone(known);
        if (known?.state.running !== undefined)
          this.sim.logs.start(this.logKey(container), this.name, 'plain');
      }
    }
    this.sim.interfaces.set(this.uid, this.interfaces);
    try {
      this.interfaces = setUpNetwork(this.sim, pod);
      this.sim.interfaces.set(this.uid, this.interfaces);
      this.podIP ??= this.interfaces[0]?.addresses[0]?.split('/')[0];
      this.publish();
    } catch {
      // It runs without the interfaces that cannot be attached any more.
    }
  }

  start(): void {
    this.quiet = this.hasty;
    if (!this.hasty) this.publish();
    this.wait('volumes', 150, 500, () => this.setUpSandbox(2000));
    this.quiet = false;
    if (this.hasty) this.publish();
  }

  /** SIGTERM, a little while, and the end. */
  terminate(): void {
    if (this.terminating) return;
    this.terminating = true;
    const pod = this.pod();
    if (pod === undefined) return;
    const running = this.main.filter((item) => item.status.state.running !== undefined);
    for (const item of running) this.event('Normal', 'Killing', `Stopping container ${item.spec.name}`, item);
    this.sim.mesh.stop(`${this.namespace}/${this.name}`);
    const grace = (pod.metadata.deletionGracePeriodSeconds ?? 30) * 1000;
    const longest = running.length === 0 ? 400 : Math.min(3000, Math.max(grace, 100));
    this.later('end', Math.min(1000, longest), longest, () => {
      for (const item of running) this.life.end(item, 0, 'Completed');
      this.publish();
      this.later('remove', 50, 200, () => {
        const last = this.pod();
        this.stop();
        if (last !== undefined) this.sim.store.finalize(pods, this.namespace, this.name);
      });
    });
  }

  /** The pod is gone: nothing more happens. */
  stop(): void {
    if (this.gone) return;
    this.gone = true;
    this.sim.mesh.stop(`${this.namespace}/${this.name}`);
    const pod = { metadata: { uid: this.uid }, spec: { nodeName: this.node.name } } as Pod;
    tearDownNetwork(this.sim, pod);
    this.sim.files.forget(this.uid);
    for (const item of [...this.init, ...this.main]) this.sim.logs.forget(this.logKey(item));
  }

  pod(): Pod | undefined {
    const found = this.sim.store.get(pods, this.namespace, this.name);
    return found?.metadata.uid === this.uid ? (found as Pod) : undefined;
  }

  private setUpSandbox(retryAfter: number): void {
    const pod = this.pod();
    if (pod === undefined) return;
    const missing = this.missingVolume(pod);
    if (missing !== undefined) {
      this.event('Warning', 'FailedMount', missing);
      this.later('mount', retryAfter, retryAfter, () => this.setUpSandbox(Math.min(retryAfter * 2, 122_000)));
      return;
    }
    this.sim.files.mount(pod);
    if (pod.spec.hostNetwork) this.podIP = this.node.address;
    else if (!this.attachNetworks(pod)) return;
    this.sandboxReady = true;
    this.sim.interfaces.set(this.uid, this.interfaces);
    this.startNext();
    this.publish();
  }

  private missingVolume(pod: Pod): string | undefined {
    for (const volume of pod.spec.volumes ?? []) {
      const name = volume.configMap?.name;
      if (name === undefined || volume.configMap?.optional) continue;
      if (this.sim.store.get(resourceOf('configmaps'), this.namespace, name) === undefined)
        return `MountVolume.SetUp failed for volume "${volume.name}" : configmap "${name}" not found`;
    }
    return undefined;
  }

  private attachNetworks(pod: Pod): boolean {
    try {
      this.interfaces = setUpNetwork(this.sim, pod);
    } catch (error) {
      const message = error instanceof AttachError ? error.message : String(error);
      if (message.startsWith('cannot find')) {
        this.sim.events.record(pod, 'Warning', 'NoNetworkFound', message, { component: 'multus' });
      }
      const sandbox = this.sim.random.hex(64);
      this.event(
        'Warning',
        'FailedCreatePodSandBox',
        `Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "${sandbox}": plugin type="multus-shim" name="multus-cni-network" failed (add): CmdAdd (shim): CNI request failed with status 400: 'ContainerID:"${sandbox}" ERRORED: error configuring pod [${this.namespace}/${this.name}] networking: Multus: [${this.namespace}/${this.name}/${this.uid}]: ${message}'`,
      );
      this.later('sandbox', 11_000, 16_000, () => this.setUpSandbox(2000));
      return false;
    }
    this.podIP = this.interfaces[0]?.addresses[0]?.split('/')[0];
    this.annotations = reportedStatus(this.sim, pod, this.interfaces);
    for (const item of this.interfaces) {
      this.sim.events.record(
        pod,
        'Normal',
        'AddedInterface',
        `Add ${item.name} [${item.addresses.join(' ')}] from ${item.network}`,
        { component: 'multus' },
      );
    }
    return true;
  }

  /** Init containers one after the other, then all the others together. */
  startNext(): void {
    const next = this.init.find((item) => item.status.state.terminated?.exitCode !== 0);
    if (next !== undefined) {
      if (next.status.state.running === undefined) this.life.pull(next);
      return;
    }
    for (const item of this.main) if (item.status.state.waiting !== undefined) this.life.pull(item);
  }

  /** A step that nobody sees before the scenario begins: then it takes no time. */
  wait(step: string, low: number, high: number, action: () => void): void {
    if (this.quiet) action();
    else this.later(step, low, high, action);
  }

  later(step: string, low: number, high: number, action: () => void): void {
    const wait = this.sim.random.between(`${this.namespace}/${this.name}/${step}`, low, high);
    this.sim.clock.after(wait, () => {
      if (!this.gone && (!this.terminating || step === 'end' || step === 'remove')) action();
    });
  }

  event(type: 'Normal' | 'Warning', reason: string, message: string, item?: Container): void {
    const pod = this.pod();
    if (pod === undefined) return;
    this.sim.events.record(pod, type, reason, message, {
      component: 'kubelet',
      host: this.node.name,
      ...(item === undefined
        ? {}
        : { fieldPath: `spec.${item.init ? 'initContainers' : 'containers'}{${item.spec.name}}` }),
    });
  }

  logKey(item: Container): string {
    return `${this.uid}/${item.spec.name}`;
  }

  /** Writes the status that the kubelet would write now. */
  publish(): void {
    if (this.quiet || this.gone || this.pod() === undefined) return;
    const facts = {
      nodeAddress: this.node.address,
      podIP: this.podIP,
      startTime: this.startTime,
      sandboxReady: this.sandboxReady,
      init: this.init.map(({ status }) => status),
      main: this.main.map(({ status }) => status),
    };
    this.sim.store.modify(
      pods,
      this.namespace,
      this.name,
      (copy) => {
        const pod = copy as Pod;
        pod.status = podStatus(pod, facts, this.sim.clock.now());
        if (Object.keys(this.annotations).length > 0)
          pod.metadata.annotations = { ...pod.metadata.annotations, ...this.annotations };
      },
      { whole: true },
    );
  }

  /** One container restarts at once and is ready again: for churn. */
  bounce(): void {
    const item = this.main[0];
    if (item?.status.state.running === undefined || this.terminating) return;
    const now = timestamp(new Date(this.sim.clock.now()));
    item.status.lastState = {
      terminated: {
        exitCode: 0,
        reason: 'Completed',
        startedAt: item.status.state.running.startedAt,
        finishedAt: now,
      },
    };
    item.status.restartCount += 1;
    item.status.state = { running: { startedAt: now } };
    this.publish();
  }
}
