import { timestamp } from '../../api/object.ts';
import { goDuration } from '../duration.ts';
import { findCommand } from '../exec/commands.ts';
import type { Interface } from '../multus/interface.ts';
import type { Pod, Terminated } from '../objects.ts';
import type { Simulation } from '../simulation.ts';
import { behaviourOf, type Container } from './container.ts';
import { startFrr } from './frr-process.ts';
import { findImage, imageDigest, pullFailure } from './images.ts';
import { readScript, type Script } from './script.ts';

const longestBackOff = 300_000;

/** What a node needs to know for its pods. */
export interface NodeFacts {
  name: string;
  address: string;
  /** Images that have been pulled. */
  images: Set<string>;
}

/** The pod that containers live in. */
export interface PodHost {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly node: NodeFacts;
  readonly startTime: string;
  readonly interfaces: Interface[];
  /** The pod as it is stored; undefined when it is gone. */
  pod(): Pod | undefined;
  /** Begins what follows after an init container. */
  startNext(): void;
  /** A step that nobody sees before the scenario begins: then it takes no time. */
  wait(step: string, low: number, high: number, action: () => void): void;
  later(step: string, low: number, high: number, action: () => void): void;
  event(type: 'Normal' | 'Warning', reason: string, message: string, item?: Container): void;
  logKey(item: Container): string;
  /** Writes the pod's status. */
  publish(): void;
}

/** Pulls, starts, probes and restarts the containers of a pod. */
export class ContainerLife {
  private readonly sim: Simulation;
  private readonly host: PodHost;

  constructor(sim: Simulation, host: PodHost) {
    this.sim = sim;
    this.host = host;
  }

  pull(item: Container): void {
    const image = item.spec.image ?? '';
    if (findImage(this.sim.scenario, image) === undefined) {
      this.host.event('Normal', 'Pulling', `Pulling image "${image}"`, item);
      this.host.later(`pull ${item.spec.name}`, 500, 1500, () => this.pullFailed(item, image));
      return;
    }
    if (this.host.node.images.has(image) && item.spec.imagePullPolicy !== 'Always') {
      this.host.event('Normal', 'Pulled', `Container image "${image}" already present on machine`, item);
      this.host.wait(`create ${item.spec.name}`, 200, 700, () => this.run(item));
      return;
    }
    this.host.event('Normal', 'Pulling', `Pulling image "${image}"`, item);
    const took = this.sim.random.between(`${image}/${this.host.node.name}`, 900, 2600);
    this.host.wait(`pull ${item.spec.name}`, took, took, () => {
      this.host.node.images.add(image);
      const spent = `${(took / 1000).toFixed(3).replace(/0+$/, '')}s`;
      this.host.event(
        'Normal',
        'Pulled',
        `Successfully pulled image "${image}" in ${spent} (${spent} including waiting). Image size: ${this.sim.random.between(image, 20_000_000, 140_000_000)} bytes.`,
        item,
      );
      this.host.wait(`create ${item.spec.name}`, 200, 600, () => this.run(item));
    });
  }

  private pullFailed(item: Container, image: string): void {
    const message = pullFailure(image);
    this.host.event('Warning', 'Failed', `Failed to pull image "${image}": ${message}`, item);
    this.host.event('Warning', 'Failed', 'Error: ErrImagePull', item);
    item.status.state = { waiting: { reason: 'ErrImagePull', message } };
    this.host.publish();
    const rest = Math.max(2000, item.pullBackOff - 11_000);
    item.pullBackOff = Math.min(item.pullBackOff * 2, longestBackOff);
    this.host.later(`back-off ${item.spec.name}`, 11_000, 11_000, () => {
      this.host.event('Normal', 'BackOff', `Back-off pulling image "${image}"`, item);
      this.host.event('Warning', 'Failed', 'Error: ImagePullBackOff', item);
      const reason = `Back-off pulling image "${image}": ErrImagePull: ${message}`;
      item.status.state = { waiting: { reason: 'ImagePullBackOff', message: reason } };
      this.host.publish();
      this.host.later(`retry ${item.spec.name}`, rest, rest, () => this.pull(item));
    });
  }

  private run(item: Container): void {
    const pod = this.host.pod();
    if (pod === undefined) return;
    const { name, image = '' } = item.spec;
    this.host.event('Normal', 'Created', `Created container: ${name}`, item);
    this.host.event('Normal', 'Started', `Started container ${name}`, item);
    const now = timestamp(new Date(this.sim.clock.now()));
    item.status.containerID = `containerd://${this.sim.random.hex(64)}`;
    item.status.image = image;
    item.status.imageID = imageDigest(image);
    item.status.state = { running: { startedAt: now } };
    item.status.started = item.spec.readinessProbe === undefined || !item.init;
    const program = findImage(this.sim.scenario, image)?.program ?? 'plain';
    this.sim.files.start(pod, item.spec);
    const said = this.runToEnd(item, pod, program);
    const script = said ?? readScript([...(item.spec.command ?? []), ...(item.spec.args ?? [])]);
    this.sim.logs.start(this.host.logKey(item), this.host.name, script === undefined ? program : 'plain');
    const exit = behaviourOf(this.sim.scenario, 'exit', pod, item.spec);
    if (exit !== undefined && (exit.times === undefined || item.exits < exit.times)) {
      if (exit.code === 0 || exit.after > 2000) this.beReady(item, pod);
      this.host.later(`exit ${name}`, exit.after, exit.after, () => {
        for (const line of exit.log) this.sim.logs.write(this.host.logKey(item), line);
        this.exited(item, exit.code, exit.reason ?? (exit.code === 0 ? 'Completed' : 'Error'));
      });
    } else if (script !== undefined) {
      this.follow(item, pod, script);
    } else if (item.init) {
      this.host.wait(`init ${name}`, 600, 1200, () => this.exited(item, 0, 'Completed'));
    } else if (program === 'frr') {
      const log = (line: string) => this.sim.logs.write(this.host.logKey(item), line);
      if (startFrr(this.sim, pod, item.spec, this.host.interfaces, log)) this.beReady(item, pod);
      else this.host.later(`exit ${name}`, 300, 600, () => this.exited(item, 1, 'Error'));
    } else this.beReady(item, pod);
    this.host.publish();
  }

  /** What vtysh or a script of FRR's image says, where that is the container's command: a check before an upgrade. */
  private runToEnd(item: Container, pod: Pod, program: string): Script | undefined {
    const [name, ...args] = [...(item.spec.command ?? []), ...(item.spec.args ?? [])];
    if (program !== 'frr' || name === undefined || readScript([name, ...args]) !== undefined)
      return undefined;
    if (!/(?:^|\/)(?:sh|bash|vtysh|frr-reload\.py)$/.test(name)) return undefined;
    const context = { sim: this.sim, pod, container: item.spec };
    const { stdout, stderr, code } = findCommand(name, context)?.(args, context, { text: '' }) ?? {
      stdout: '',
      stderr: '',
      code: 127,
    };
    const lines = `${stdout}${stderr}`.replace(/\n$/, '').split('\n');
    return {
      lines: lines.filter((text) => text !== '').map((text) => ({ after: 100, text, stderr: false })),
      exit: { after: 500, code },
    };
  }

  /** Does what the container's command says: its lines at their times, and its end. */
  private follow(item: Container, pod: Pod, { lines, exit }: Script): void {
    const { containerID } = item.status;
    const still = () => item.status.state.running !== undefined && item.status.containerID === containerID;
    for (const { after, text } of lines)
      this.host.later(`line ${item.spec.name}`, after, after, () => {
        if (still()) this.sim.logs.write(this.host.logKey(item), text);
      });
    if (exit?.after !== 0) this.beReady(item, pod);
    if (exit === undefined) return;
    // A container that ends at once is seen running for a moment all the same.
    const after = Math.max(exit.after, 300);
    this.host.later(`exit ${item.spec.name}`, after, after, () => {
      if (still()) this.exited(item, exit.code, exit.code === 0 ? 'Completed' : 'Error');
    });
  }

  private beReady(item: Container, pod: Pod): void {
    const probed = readScript(item.spec.readinessProbe?.exec?.command ?? []);
    const failing = probed?.exit === undefined || probed.exit.code === 0 ? undefined : '';
    const told = behaviourOf(this.sim.scenario, 'unready', pod, item.spec) ?? failing;
    if (told !== undefined) {
      const [address] = this.host.interfaces[0]?.addresses ?? [];
      const refused = told.replaceAll('{ip}', address?.split('/')[0] ?? '');
      this.host.later(`probe ${item.spec.name}`, 10_000, 10_000, () => this.probeFails(item, refused));
      return;
    }
    const probe = item.spec.readinessProbe;
    if (probe === undefined) {
      item.status.ready = true;
      return;
    }
    const delay = (probe.initialDelaySeconds ?? 0) * 1000;
    this.host.wait(`ready ${item.spec.name}`, delay + 400, delay + 1500, () => {
      if (item.status.state.running === undefined) return;
      item.status.ready = true;
      this.host.publish();
    });
  }

  private probeFails(item: Container, message: string): void {
    if (item.status.state.running === undefined) return;
    this.host.event('Warning', 'Unhealthy', `Readiness probe failed: ${message}`, item);
    this.host.later(`probe ${item.spec.name}`, 10_000, 10_000, () => this.probeFails(item, message));
  }

  end(item: Container, exitCode: number, reason: string): void {
    const running = item.status.state.running;
    const terminated: Terminated = {
      exitCode,
      reason,
      startedAt: running?.startedAt ?? this.host.startTime,
      finishedAt: timestamp(new Date(this.sim.clock.now())),
      ...(item.status.containerID === undefined ? {} : { containerID: item.status.containerID }),
    };
    item.exits += 1;
    item.status.state = { terminated };
    item.status.ready = item.init && exitCode === 0;
    item.status.started = false;
    this.sim.logs.end(this.host.logKey(item));
  }

  private exited(item: Container, exitCode: number, reason: string): void {
    const pod = this.host.pod();
    if (pod === undefined || item.status.state.running === undefined) return;
    const ranFor = this.sim.clock.now() - Date.parse(item.status.state.running.startedAt);
    this.end(item, exitCode, reason);
    if (!item.init) this.sim.mesh.stop(`${this.host.namespace}/${this.host.name}`);
    const policy = pod.spec.restartPolicy ?? 'Always';
    const again = item.init
      ? exitCode !== 0 && policy !== 'Never'
      : policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);
    this.host.publish();
    if (item.init && exitCode === 0) {
      this.host.startNext();
      this.host.publish();
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
      this.host.later(`restart ${item.spec.name}`, 800, 1600, () => this.runAgain(item));
      return;
    }
    this.host.later(`crash ${item.spec.name}`, 800, 1600, () => {
      const { terminated } = item.status.state;
      const full = `${this.host.name}_${this.host.namespace}(${this.host.uid})`;
      this.host.event(
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
      this.host.publish();
      this.host.later(`restart ${item.spec.name}`, wait, wait, () => this.runAgain(item));
    });
  }

  private runAgain(item: Container): void {
    const { terminated } = item.status.state;
    if (terminated !== undefined) item.status.lastState = { terminated };
    item.status.restartCount += 1;
    this.host.event(
      'Normal',
      'Pulled',
      `Container image "${item.spec.image ?? ''}" already present on machine`,
      item,
    );
    this.run(item);
  }
}
