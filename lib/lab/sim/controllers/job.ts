import { timestamp } from '../../api/object.ts';
import { resourceOf } from '../../api/resources.ts';
import type { Simulation } from '../simulation.ts';
import { isActive, isReady } from './pod-state.ts';
import { controller } from './reconciler.ts';
import { createPod, podName } from './template.ts';

const jobs = resourceOf('jobs');

/** Runs pods until as many have succeeded as declared (pkg/controller/job, without indexes). */
export function startJobs(sim: Simulation): void {
  controller(sim, 'Job', ['pods'], (job) => {
    const owned = sim.pods.ownedBy(job.metadata.uid);
    const succeeded = owned.filter((pod) => pod.status.phase === 'Succeeded').length;
    const failed = owned.filter((pod) => pod.status.phase === 'Failed').length;
    const wanted = Number(job.spec.completions ?? 1);
    const active = owned.filter(isActive);
    const spent = failed > Number(job.spec.backoffLimit ?? 6);
    const finished = job.status?.completionTime !== undefined || spent;
    const room = Math.min(Number(job.spec.parallelism ?? 1), wanted - succeeded) - active.length;
    for (let index = 0; index < room && !finished && job.spec.suspend !== true; index += 1) {
      active.push(createPod(sim, job, job.spec.template, podName(sim, job.metadata.name)));
      const created = active.at(-1)?.metadata.name ?? '';
      sim.events.record(job, 'Normal', 'SuccessfulCreate', `Created pod: ${created}`, {
        component: 'job-controller',
      });
    }
    const now = timestamp(new Date(sim.clock.now()));
    const complete = succeeded >= wanted;
    if (complete && job.status?.completionTime === undefined)
      sim.events.record(job, 'Normal', 'Completed', 'Job completed', { component: 'job-controller' });
    sim.store.modify(
      jobs,
      job.metadata.namespace,
      job.metadata.name,
      (copy) => {
        const { completionTime = now, startTime = now } = job.status ?? {};
        copy.status = {
          startTime,
          ...(active.length > 0 ? { active: active.length } : {}),
          ready: active.filter(isReady).length,
          ...(succeeded > 0 ? { succeeded } : {}),
          ...(failed > 0 ? { failed } : {}),
          ...(complete ? { completionTime } : {}),
          ...(complete
            ? {
                conditions: [
                  {
                    type: 'Complete',
                    status: 'True',
                    lastProbeTime: completionTime,
                    lastTransitionTime: completionTime,
                  },
                ],
              }
            : {}),
        };
      },
      { subresource: 'status' },
    );
  });
}
