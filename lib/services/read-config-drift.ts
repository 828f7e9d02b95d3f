import type { PodDrift } from '#lib/domain/config/config-view.ts';
import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { compareInPod } from '#lib/kube/frr-compare.ts';
import { gate } from '#lib/kube/gate.ts';
import { running } from '#lib/live/running.ts';
import { callerOf } from './caller.ts';
import { type ConfigParams, configPods, configSubject } from './config-subject.ts';
import { viewerOf } from './viewer.ts';

/** Of all who ask together. */
const simultaneous = gate(4);
const key = 'frr.conf';

/** Compares what each router of a ConfigMap runs with its text, now, by the caller's own right to exec. */
export async function readConfigDrift({ params, request }: Call<ConfigParams, unknown>) {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const caller = await callerOf(request);
  if (!caller.ok) return caller;
  const { hub } = viewer.value;
  const subject = configSubject(hub, params);
  if (!subject.ok) return subject;
  const text = subject.value.known.data?.[key];
  const { drift } = running();
  const items =
    text === undefined
      ? []
      : await Promise.all(
          configPods(hub, params)
            .filter((use) => use.running)
            .map((use): Promise<PodDrift> => {
              const target = { namespace: params.namespace, pod: use.pod, container: use.container };
              return simultaneous.run(async () => {
                const result = await compareInPod(caller.value.connection, target, text);
                return drift.heard(params.namespace, params.name, use, result);
              });
            }),
        );
  return ok({ items, freshness: hub.freshness() });
}
