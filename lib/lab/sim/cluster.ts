import { type Resource, resources } from '../api/resources.ts';
import { Store } from '../api/store.ts';
import { scheduleActions, startChurn } from './actions.ts';
import { applyScenario } from './apply-scenario.ts';
import { Clock } from './clock.ts';
import { startAutoscalers } from './controllers/autoscaler.ts';
import { startDaemonSets } from './controllers/daemonset.ts';
import { startDeployments } from './controllers/deployment.ts';
import { startDisruptionBudgets } from './controllers/disruption-budget.ts';
import { startEndpoints } from './controllers/endpoints.ts';
import { startJobs } from './controllers/job.ts';
import { startReplicaSets } from './controllers/replicaset.ts';
import { startResourceQuotas } from './controllers/resource-quota.ts';
import { startStatefulSets } from './controllers/statefulset.ts';
import { EventRecorder } from './events.ts';
import { createFoundPods } from './found-pods.ts';
import { FrrMesh } from './frr/mesh.ts';
import { ContainerFiles } from './kubelet/container-files.ts';
import { startHeartbeats, startKubelets } from './kubelet/kubelet.ts';
import { loadScenario } from './load-scenario.ts';
import { LogBook } from './logs/log-book.ts';
import { logSessionChange } from './logs/session-log.ts';
import { AddressBook } from './multus/ipam.ts';
import { PodAddresses } from './multus/pod-addresses.ts';
import { PodIndex } from './pod-index.ts';
import { Random } from './random.ts';
import type { Scenario } from './scenario.ts';
import { startScheduler } from './scheduler.ts';
import type { Simulation, Subscribe } from './simulation.ts';

const hour = 3_600_000;

export interface ClusterOptions {
  /** Milliseconds since the epoch; without it, time stands still until `advance`. */
  wall?: () => number;
  /** Where time begins without a wall clock. */
  start?: number;
  seed?: number;
}

/** A simulated cluster: a store, and a simulation that lives in it and can be exchanged for another. */
export class Cluster {
  readonly store: Store;
  /** Changes of pods per second, over what the scenario says. */
  churn: number | undefined;
  scenarioName = '';
  private current: Simulation | undefined;
  private clock: Clock | undefined;
  private stopListening: (() => void)[] = [];
  private readonly options: ClusterOptions;

  constructor(options: ClusterOptions) {
    this.options = options;
    this.store = new Store({ now: () => new Date(this.clock?.now() ?? this.wall()), historyLimit: 4000 });
  }

  get simulation(): Simulation {
    if (this.current === undefined) throw new Error('no scenario has been loaded');
    return this.current;
  }

  /** Exchanges all that is in the cluster for a scenario, settled. Throws ScenarioError, and then nothing has changed. */
  load(name: string): void {
    this.run(name, loadScenario(name));
  }

  /** As `load`, with a scenario that was read already. */
  run(name: string, scenario: Scenario): void {
    const wallTime = this.wall();
    this.end();
    this.clear();
    const sim = this.begin(scenario, wallTime - scenario.age);
    sim.events.from = wallTime - hour;
    this.scenarioName = name;
    startDeployments(sim);
    startReplicaSets(sim);
    startStatefulSets(sim);
    startDaemonSets(sim);
    startJobs(sim);
    startEndpoints(sim);
    startDisruptionBudgets(sim);
    startResourceQuotas(sim);
    startScheduler(sim);
    const kubelets = startKubelets(sim);
    applyScenario(sim, name);
    createFoundPods(sim, wallTime);
    scheduleActions(sim);
    sim.clock.advanceTo(wallTime);
    sim.settling = false;
    startHeartbeats(sim);
    startAutoscalers(sim);
    startChurn(sim, kubelets, () => this.churn ?? scenario.churn);
    if (this.options.wall !== undefined) sim.clock.follow();
  }

  /** Without a wall clock: lets time pass. */
  advance(milliseconds: number): void {
    this.clock?.advance(milliseconds);
  }

  /** Nothing happens any more; the objects stay. */
  end(): void {
    this.clock?.stop();
    for (const stop of this.stopListening) stop();
    this.stopListening = [];
  }

  private wall(): number {
    return this.options.wall?.() ?? this.clock?.now() ?? this.options.start ?? 0;
  }

  private begin(scenario: Scenario, startTime: number): Simulation {
    const clock = new Clock(startTime, this.options.wall);
    this.clock = clock;
    const random = new Random(this.options.seed ?? 1);
    const subscribe: Subscribe = (resource, listener) => {
      this.stopListening.push(this.store.subscribe(resource, listener));
    };
    const logs = new LogBook(clock);
    const sim: Simulation = {
      // It reads the simulation when something happens, not now.
      files: new ContainerFiles(() => sim),
      store: this.store,
      subscribe,
      clock,
      random,
      scenario,
      pods: new PodIndex(subscribe),
      events: new EventRecorder(this.store, clock, random),
      book: new AddressBook(),
      podAddresses: new PodAddresses(),
      interfaces: new Map(),
      mesh: new FrrMesh(clock, random, (change) => logSessionChange(sim, change)),
      logs,
      settling: true,
    };
    this.current = sim;
    sim.files.follow();
    return sim;
  }

  /** Removes every object, pods first and namespaces last, as watches see it. */
  private clear(): void {
    const last = (resource: Resource) =>
      resource.plural === 'namespaces' ? 2 : resource.plural === 'pods' ? 0 : 1;
    const seen = new Set<string>();
    for (const resource of [...resources].sort((left, right) => last(left) - last(right))) {
      if (resource.createOnly || seen.has(resource.storage)) continue;
      seen.add(resource.storage);
      for (const { metadata } of this.store.list(resource)) {
        this.store.modify(resource, metadata.namespace, metadata.name, (copy) => {
          delete copy.metadata.finalizers;
        });
        const left = this.store.get(resource, metadata.namespace, metadata.name);
        if (left !== undefined)
          this.store.remove(resource, metadata.namespace, metadata.name, { gracePeriodSeconds: 0 });
      }
    }
  }
}
