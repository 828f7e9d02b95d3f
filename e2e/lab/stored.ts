import { eventually } from '#e2e/contract/eventually.ts';
import { resourceOf } from '#lib/lab/api/resources.ts';
import type { RunningLab } from '#lib/lab/start.ts';

/** The parts of the lab's objects that tests of actions look at. */
export interface Stored {
  metadata: {
    name: string;
    uid: string;
    generation?: number;
    deletionTimestamp?: string;
  };
  spec: {
    replicas: number;
    paused?: boolean;
    template: {
      metadata: { annotations?: Record<string, string> };
      spec: { containers: { image: string }[] };
    };
  };
}

/** Reads and changes workloads in the lab's own store, as somebody else than the console. */
export function storeOf(lab: () => RunningLab) {
  return {
    stored: (resource: string, name: string, namespace = 'cnf-edge') =>
      lab().store.get(resourceOf(resource), namespace, name) as unknown as Stored,
    change: (resource: string, name: string, apply: (copy: Stored) => void) =>
      lab().store.modify(resourceOf(resource), 'cnf-edge', name, (copy) => apply(copy as unknown as Stored)),
    /** Pods of a workload that are not on their way out. */
    podsOf: (name: string) =>
      (lab().store.list(resourceOf('pods'), 'cnf-edge') as unknown as Stored[])
        .map(({ metadata }) => metadata)
        .filter(
          (metadata) => metadata.name.startsWith(`${name}-`) && metadata.deletionTimestamp === undefined,
        ),
  };
}

export const seen = (what: string, test: () => boolean): Promise<true> =>
  eventually(what, async () => (test() ? true : undefined), 60);
