import type { PodDrift } from '#lib/domain/config/config-view.ts';
import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { compareInPod } from '#lib/kube/frr-compare.ts';
import { gate } from '#lib/kube/gate.ts';
import { running } from '#lib/live/running.ts';
import { askedConfig } from './asked-config.ts';
import { type ConfigParams, configPods } from './config-subject.ts';

/** Of all who ask together. */
const simultaneous = gate(4);
const key = 'frr.conf';

/** Compares what each router of a ConfigMap runs with its text, now, by the caller's own right to exec. */
export async function readConfigDrift({ params, request }: Call<ConfigParams, unknown>) {
  const asked = await askedConfig(params, request);
  if (!asked.ok) return asked;
  const { caller, hub, subject } = asked.value;
  const text = subject.known.data?.[key];
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
                const result = await compareInPod(caller.connection, target, text);
                return drift.heard(params.namespace, params.name, use, result);
              });
            }),
        );
  return ok({ items, freshness: hub.freshness() });
}
