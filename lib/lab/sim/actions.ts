import { resourceOf } from '../api/resources.ts';
import { workloadResource } from './apply-scenario.ts';
import type { Kubelets } from './kubelet/kubelet.ts';
import type { StatefulSet, Workload } from './objects.ts';
import type { ScenarioAction } from './scenario.ts';
import type { Simulation } from './simulation.ts';

/** What somebody did before the scenario began, and what somebody will do a while after. */
export function scheduleActions(sim: Simulation): void {
  for (const action of sim.scenario.actions) {
    const { at, ago } = action;
    const after = ago === undefined ? sim.scenario.age + (at ?? 0) : sim.scenario.age - ago;
    sim.clock.after(after, () => perform(sim, action));
  }
}

function perform(sim: Simulation, { scale, image, partition, deletePod }: ScenarioAction): void {
  const change = (
    target: { kind: string; namespace: string; name: string },
    apply: (copy: Workload) => void,
  ) =>
    sim.store.modify(workloadResource(target.kind), target.namespace, target.name, (copy) =>
      apply(copy as Workload),
    );
  if (scale !== undefined)
    change(scale, (copy) => {
      copy.spec.replicas = scale.replicas;
    });
  if (partition !== undefined)
    change(partition, (copy) => {
      (copy as StatefulSet).spec.updateStrategy = {
        type: 'RollingUpdate',
        rollingUpdate: { partition: partition.partition },
      };
    });
  if (image !== undefined)
    change(image, (copy) => {
      for (const item of copy.spec.template.spec.containers)
        if (item.name === image.container) item.image = image.image;
    });
  const pods = resourceOf('pods');
  if (deletePod !== undefined && sim.store.get(pods, deletePod.namespace, deletePod.name) !== undefined)
    sim.store.remove(pods, deletePod.namespace, deletePod.name);
}

/** Restarts containers here and there, so many a second; the number is asked for at every tick. */
export function startChurn(sim: Simulation, kubelets: Kubelets, perSecond: () => number): void {
  const tick = 50;
  let owed = 0;
  let uids: string[] = [];
  sim.clock.every(tick, () => {
    if (perSecond() <= 0) return;
    owed += (perSecond() * tick) / 1000;
    if (owed < 1) return;
    // Pods come and go: the list is made anew now and then.
    if (sim.random.below(100) === 0 || uids.length === 0) uids = kubelets.uids();
    for (; owed >= 1; owed -= 1) {
      const uid = uids[sim.random.below(uids.length)];
      if (uid !== undefined) kubelets.bounce(uid);
    }
  });
}
