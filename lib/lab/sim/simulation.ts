import type { Resource } from '../api/resources.ts';
import type { Store, StoreEvent } from '../api/store.ts';
import type { Clock } from './clock.ts';
import type { EventRecorder } from './events.ts';
import type { FrrMesh } from './frr/mesh.ts';
import type { ContainerFiles } from './kubelet/container-files.ts';
import type { LogBook } from './logs/log-book.ts';
import type { Interface } from './multus/interface.ts';
import type { AddressBook } from './multus/ipam.ts';
import type { PodAddresses } from './multus/pod-addresses.ts';
import type { PodIndex } from './pod-index.ts';
import type { Random } from './random.ts';
import type { Scenario } from './scenario.ts';

export type Subscribe = (resource: Resource, listener: (event: StoreEvent) => void) => void;

/** Everything that the parts of the simulated cluster share. */
export interface Simulation {
  store: Store;
  /** As the store's own, until this simulation ends. */
  subscribe: Subscribe;
  clock: Clock;
  random: Random;
  scenario: Scenario;
  pods: PodIndex;
  events: EventRecorder;
  book: AddressBook;
  podAddresses: PodAddresses;
  /** The interfaces of each running pod, by its uid; eth0 first. */
  interfaces: Map<string, Interface[]>;
  files: ContainerFiles;
  mesh: FrrMesh;
  logs: LogBook;
  /** Time before the scenario begins: nobody looks, so steps that nobody will see are left out. */
  settling: boolean;
}

/** Metadata of an object that the cluster itself makes. */
export function born(sim: Simulation): { uid: string } {
  return { uid: sim.random.uuid() };
}
