import { timestamp } from '../../api/object.ts';
import { resourceOf } from '../../api/resources.ts';
import { goDuration } from '../duration.ts';
import type { Interface } from '../multus/interface.ts';
import { AttachError } from '../multus/request.ts';
import type { Pod, Terminated } from '../objects.ts';
import type { Simulation } from '../simulation.ts';
import { behaviourOf, type Container, newContainer } from './container.ts';
import { startFrr } from './frr-process.ts';
import { findImage, imageDigest, pullFailure } from './images.ts';
import { reportedStatus, setUpNetwork, tearDownNetwork } from './network-set-up.ts';
import { podStatus } from './pod-status.ts';
import { readScript, type Script } from './script.ts';

const pods = resourceOf('pods');
const longestBackOff = 300_000;

/** What a node needs to know for its pods. */
export interface NodeFacts {
  name: string;
  address: string;
  /** Images that have been pulled. */
  images: Set<string>;
}

/** The kubelet's work for one pod, from its assignment to a node until it is gone. */
export class PodWorker {
  readonly uid: string;
  private readonly namespace: string;
  private readonly name: string;
  private readonly sim: Simulation;
  private readonly node: NodeFacts;
  private readonly init: Container[];
  private readonly main: Container[];
  private readonly startTime: string;
  private interfaces: Interface[] = [];
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
  }

  /** Takes over a pod that is running already. */
  adopt(pod: Pod): void {
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
      for (const item of running) this.end(item, 0, 'Completed');
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
    for (const item of [...this.init, ...this.main]) this.sim.logs.forget(this.logKey(item));
  }

  private pod(): Pod | undefined {
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
  private startNext(): void {
    const next = this.init.find((item) => item.status.state.terminated?.exitCode !== 0);
    if (next !== undefined) {
      if (next.status.state.running === undefined) this.pull(next);
      return;
    }
    for (const item of this.main) if (item.status.state.waiting !== undefined) this.pull(item);
  }

  private pull(item: Container): void {
    const image = item.spec.image ?? '';
    if (findImage(this.sim.scenario, image) === undefined) {
      this.event('Normal', 'Pulling', `Pulling image "${image}"`, item);
      this.later(`pull ${item.spec.name}`, 500, 1500, () => this.pullFailed(item, image));
      return;
    }
    if (this.node.images.has(image) && item.spec.imagePullPolicy !== 'Always') {
      this.event('Normal', 'Pulled', `Container image "${image}" already present on machine`, item);
      this.wait(`create ${item.spec.name}`, 200, 700, () => this.run(item));
      return;
    }
    this.event('Normal', 'Pulling', `Pulling image "${image}"`, item);
    const took = this.sim.random.between(`${image}/${this.node.name}`, 900, 2600);
    this.wait(`pull ${item.spec.name}`, took, took, () => {
      this.node.images.add(image);
      const spent = `${(took / 1000).toFixed(3).replace(/0+$/, '')}s`;
      this.event(
        'Normal',
        'Pulled',
        `Successfully pulled image "${image}" in ${spent} (${spent} including waiting). Image size: ${this.sim.random.between(image, 20_000_000, 140_000_000)} bytes.`,
        item,
      );
      this.wait(`create ${item.spec.name}`, 200, 600, () => this.run(item));
    });
  }

  private pullFailed(item: Container, image: string): void {
    const message = pullFailure(image);
    this.event('Warning', 'Failed', `Failed to pull image "${image}": ${message}`, item);
    this.event('Warning', 'Failed', 'Error: ErrImagePull', item);
    item.status.state = { waiting: { reason: 'ErrImagePull', message } };
    this.publish();
    const rest = Math.max(2000, item.pullBackOff - 11_000);
    item.pullBackOff = Math.min(item.pullBackOff * 2, longestBackOff);
    this.later(`back-off ${item.spec.name}`, 11_000, 11_000, () => {
      this.event('Normal', 'BackOff', `Back-off pulling image "${image}"`, item);
      this.event('Warning', 'Failed', 'Error: ImagePullBackOff', item);
      const reason = `Back-off pulling image "${image}": ErrImagePull: ${message}`;
      item.status.state = { waiting: { reason: 'ImagePullBackOff', message: reason } };
      this.publish();
      this.later(`retry ${item.spec.name}`, rest, rest, () => this.pull(item));
    });
  }

  private run(item: Container): void {
    const pod = this.pod();
    if (pod === undefined) return;
    const { name, image = '' } = item.spec;
    this.event('Normal', 'Created', `Created container: ${name}`, item);
    this.event('Normal', 'Started', `Started container ${name}`, item);
    const now = timestamp(new Date(this.sim.clock.now()));
    item.status.containerID = `containerd://${this.sim.random.hex(64)}`;
    item.status.image = image;
    item.status.imageID = imageDigest(image);
    item.status.state = { running: { startedAt: now } };
    item.status.started = item.spec.readinessProbe === undefined || !item.init;
    const program = findImage(this.sim.scenario, image)?.program ?? 'plain';
    const script = readScript([...(item.spec.command ?? []), ...(item.spec.args ?? [])]);
    this.sim.logs.start(this.logKey(item), this.name, script === undefined ? program : 'plain');
    const exit = behaviourOf(this.sim.scenario, 'exit', pod, item.spec);
    if (exit !== undefined && (exit.times === undefined || item.exits < exit.times)) {
      if (exit.code === 0 || exit.after > 2000) this.beReady(item, pod);
      this.later(`exit ${name}`, exit.after, exit.after, () => {
        for (const line of exit.log) this.sim.logs.write(this.logKey(item), line);
        this.exited(item, exit.code, exit.reason ?? (exit.code === 0 ? 'Completed' : 'Error'));
      });
    } else if (script !== undefined) {
      this.follow(item, pod, script);
    } else if (item.init) {
      this.wait(`init ${name}`, 600, 1200, () => this.exited(item, 0, 'Completed'));
    } else if (program === 'frr') {
      const log = (line: string) => this.sim.logs.write(this.logKey(item), line);
      if (startFrr(this.sim, pod, item.spec, this.interfaces, log)) this.beReady(item, pod);
      else this.later(`exit ${name}`, 300, 600, () => this.exited(item, 1, 'Error'));
    } else this.beReady(item, pod);
    this.publish();
  }

  /** Does what the container's command says: its lines at their times, and its end. */
  private follow(item: Container, pod: Pod, { lines, exit }: Script): void {
    const { containerID } = item.status;
    const still = () => item.status.state.running !== undefined && item.status.containerID === containerID;
    for (const { after, text } of lines)
      this.later(`line ${item.spec.name}`, after, after, () => {
        if (still()) this.sim.logs.write(this.logKey(item), text);
      });
    if (exit?.after !== 0) this.beReady(item, pod);
    if (exit === undefined) return;
    // A container that ends at once is seen running for a moment all the same.
    const after = Math.max(exit.after, 300);
    this.later(`exit ${item.spec.name}`, after, after, () => {
      if (still()) this.exited(item, exit.code, exit.code === 0 ? 'Completed' : 'Error');
    });
  }

  private beReady(item: Container, pod: Pod): void {
    const probed = readScript(item.spec.readinessProbe?.exec?.command ?? []);
    const failing = probed?.exit === undefined || probed.exit.code === 0 ? undefined : '';
    const refused = behaviourOf(this.sim.scenario, 'unready', pod, item.spec) ?? failing;
    if (refused !== undefined) {
      this.later(`probe ${item.spec.name}`, 10_000, 10_000, () => this.probeFails(item, refused));
      return;
    }
    const probe = item.spec.readinessProbe;
    if (probe === undefined) {
      item.status.ready = true;
      return;
    }
    const delay = (probe.initialDelaySeconds ?? 0) * 1000;
    this.wait(`ready ${item.spec.name}`, delay + 400, delay + 1500, () => {
      if (item.status.state.running === undefined) return;
      item.status.ready = true;
      this.publish();
    });
  }

  private probeFails(item: Container, message: string): void {
    if (item.status.state.running === undefined) return;
    this.event('Warning', 'Unhealthy', `Readiness probe failed: ${message}`, item);
    this.later(`probe ${item.spec.name}`, 10_000, 10_000, () => this.probeFails(item, message));
  }

  private end(item: Container, exitCode: number, reason: string): void {
    const running = item.status.state.running;
    const terminated: Terminated = {
      exitCode,
      reason,
      startedAt: running?.startedAt ?? this.startTime,
      finishedAt: timestamp(new Date(this.sim.clock.now())),
      ...(item.status.containerID === undefined ? {} : { containerID: item.status.containerID }),
    };
    item.exits += 1;
    item.status.state = { terminated };
    item.status.ready = item.init && exitCode === 0;
    item.status.started = false;
    this.sim.logs.end(this.logKey(item));
  }

  private exited(item: Container, exitCode: number, reason: string): void {
    const pod = this.pod();
    if (pod === undefined || item.status.state.running === undefined) return;
    const ranFor = this.sim.clock.now() - Date.parse(item.status.state.running.startedAt);
    this.end(item, exitCode, reason);
    if (!item.init) this.sim.mesh.stop(`${this.namespace}/${this.name}`);
    const policy = pod.spec.restartPolicy ?? 'Always';
    const again = item.init
      ? exitCode !== 0 && policy !== 'Never'
      : policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);
    this.publish();
    if (item.init && exitCode === 0) {
      this.startNext();
      this.publish();
    } else if (again) {
      // The back-off begins anew after ten minutes without a crash (pkg/kubelet, MaxContainerBackOff * 2).
      if (ranFor > 600_000) item.crashBackOff = 0;
      this.restart(item);
    }
  }

  private restart(item: Container): void {
    const wait = item.crashBackOff;
    item.crashBackOff = wait === 0 ? 10_000 : Math.min(wait * 2, longestBackOff);
    if (wait === 0) {
      this.later(`restart ${item.spec.name}`, 800, 1600, () => this.runAgain(item));
      return;
    }
    this.later(`crash ${item.spec.name}`, 800, 1600, () => {
      const { terminated } = item.status.state;
      const full = `${this.name}_${this.namespace}(${this.uid})`;
      this.event(
        'Warning',
        'BackOff',
        `Back-off restarting failed container ${item.spec.name} in pod ${full}`,
        item,
      );
      if (terminated !== undefined) item.status.lastState = { terminated };
      item.status.state = {
        waiting: {
          reason: 'CrashLoopBackOff',
          message: `back-off ${goDuration(wait)} restarting failed container=${item.spec.name} pod=${full}`,
        },
      };
      this.publish();
      this.later(`restart ${item.spec.name}`, wait, wait, () => this.runAgain(item));
    });
  }

  private runAgain(item: Container): void {
    const { terminated } = item.status.state;
    if (terminated !== undefined) item.status.lastState = { terminated };
    item.status.restartCount += 1;
    this.event(
      'Normal',
      'Pulled',
      `Container image "${item.spec.image ?? ''}" already present on machine`,
      item,
    );
    this.run(item);
  }

  /** A step that nobody sees before the scenario begins: then it takes no time. */
  private wait(step: string, low: number, high: number, action: () => void): void {
    if (this.quiet) action();
    else this.later(step, low, high, action);
  }

  private later(step: string, low: number, high: number, action: () => void): void {
    const wait = this.sim.random.between(`${this.namespace}/${this.name}/${step}`, low, high);
    this.sim.clock.after(wait, () => {
      if (!this.gone && (!this.terminating || step === 'end' || step === 'remove')) action();
    });
  }

  private event(type: 'Normal' | 'Warning', reason: string, message: string, item?: Container): void {
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

  private logKey(item: Container): string {
    return `${this.uid}/${item.spec.name}`;
  }

  /** Writes the status that the kubelet would write now. */
  private publish(): void {
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
