import type { ContainerSpec, ContainerStatus, Pod } from '../objects.ts';
import type { Behaviour, Scenario } from '../scenario.ts';

/** One container of a pod on its node. */
export interface Container {
  spec: ContainerSpec;
  init: boolean;
  status: ContainerStatus;
  /** Milliseconds to wait before the next start, and before the next pull. */
  crashBackOff: number;
  pullBackOff: number;
  exits: number;
}

export function newContainer(spec: ContainerSpec, init: boolean, waitsForInit: boolean): Container {
  return {
    spec,
    init,
    crashBackOff: 0,
    pullBackOff: 10_000,
    exits: 0,
    status: {
      name: spec.name,
      image: spec.image ?? '',
      imageID: '',
      ready: false,
      started: false,
      restartCount: 0,
      state: { waiting: { reason: waitsForInit ? 'PodInitializing' : 'ContainerCreating' } },
      lastState: {},
    },
  };
}

/** The first behaviour of the scenario that fits a container (or, without one, a pod) and says something of this kind. */
export function behaviourOf<
  K extends 'exit' | 'unready' | 'unreported' | 'reportsOnlyFirst' | 'networkStatus' | 'frr',
>(scenario: Scenario, kind: K, pod: Pod, container?: ContainerSpec): Behaviour[K] {
  return scenario.behaviours.find(({ match, ...rest }) => {
    if (rest[kind] === undefined) return false;
    if (match.namespace !== undefined && match.namespace !== pod.metadata.namespace) return false;
    if (match.pod !== undefined && !pod.metadata.name.startsWith(match.pod)) return false;
    if (match.container !== undefined && match.container !== container?.name) return false;
    return match.image === undefined || match.image === container?.image;
  })?.[kind];
}
