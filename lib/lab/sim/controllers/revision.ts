import { type LabObject, record, sameJson } from '../../api/object.ts';
import { resourceOf } from '../../api/resources.ts';
import type { PodTemplate, Workload } from '../objects.ts';
import { controllerOf } from '../pod-index.ts';
import { born, type Simulation } from '../simulation.ts';
import { controllerReference, templateHash } from './template.ts';

const revisions = resourceOf('controllerrevisions');

/** What a ControllerRevision of a StatefulSet or DaemonSet keeps: a strategic merge patch of the template. */
function dataOf(template: PodTemplate): Record<string, unknown> {
  return { spec: { template: { ...structuredClone(template), $patch: 'replace' } } };
}

/** The revisions of a workload, oldest first. */
export function revisionsOf(sim: Simulation, owner: Workload): LabObject[] {
  return sim.store
    .list(revisions, owner.metadata.namespace)
    .filter((item) => controllerOf(item as Workload)?.uid === owner.metadata.uid)
    .sort((left, right) => Number(left.revision) - Number(right.revision));
}

/** The revision of the declared template: made when it is new, moved to the front when it is an old one again. */
export function ensureRevision(sim: Simulation, owner: Workload): LabObject {
  const all = revisionsOf(sim, owner);
  const data = dataOf(owner.spec.template);
  const last = all.at(-1);
  const known = all.find((item) => sameJson(item.data, data));
  if (known !== undefined && known === last) return known;
  const revision = Number(last?.revision ?? 0) + 1;
  const cause = owner.metadata.annotations?.['kubernetes.io/change-cause'];
  if (known !== undefined) {
    const moved = sim.store.modify(revisions, owner.metadata.namespace, known.metadata.name, (copy) => {
      copy.revision = revision;
    });
    return moved ?? known;
  }
  const hash = templateHash(
    owner.spec.template,
    all.some(({ metadata }) => metadata.name === nameOf(owner)) ? revision : 0,
  );
  return sim.store.create(revisions, {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${owner.metadata.name}-${hash}`,
      namespace: owner.metadata.namespace ?? 'default',
      ...born(sim),
      labels: {
        ...owner.spec.template.metadata?.labels,
        'controller.kubernetes.io/hash': hash,
        'controller-revision-hash': hash,
      },
      ...(cause === undefined ? {} : { annotations: { 'kubernetes.io/change-cause': cause } }),
      ownerReferences: [controllerReference(owner)],
    },
    data,
    revision,
  });
}

function nameOf(owner: Workload): string {
  return `${owner.metadata.name}-${templateHash(owner.spec.template)}`;
}

/** The template that a revision keeps; undefined for a revision that is gone or holds none. */
export function templateOf(revision: LabObject | undefined): PodTemplate | undefined {
  const kept = record(record(record(revision?.data).spec).template);
  if (kept.spec === undefined) return undefined;
  const { $patch: _patch, ...template } = kept;
  return structuredClone(template) as unknown as PodTemplate;
}

/** Forgets revisions beyond the limit that no pod runs. */
export function truncateHistory(sim: Simulation, owner: Workload, live: ReadonlySet<string>): void {
  const unused = revisionsOf(sim, owner).filter(({ metadata }) => !live.has(metadata.name));
  const excess = unused.length - (owner.spec.revisionHistoryLimit ?? 10);
  for (const item of unused.slice(0, Math.max(0, excess)))
    sim.store.remove(revisions, owner.metadata.namespace, item.metadata.name);
}
