import type { RolloutPlan } from '#lib/contracts/config-acts.ts';
import { keyKind } from '#lib/domain/config/key-kind.ts';
import { shownLine } from '#lib/domain/frr/config/delta.ts';
import { strongest } from '#lib/domain/frr/config/effects.ts';
import { ok } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { readConfigMap } from '#lib/kube/config-map.ts';
import { configHash } from '#lib/kube/config-revisions.ts';
import { askedConfig } from './asked-config.ts';
import { type ConfigParams, configPods } from './config-subject.ts';
import { podDelta } from './diff-config.ts';

const key = 'frr.conf';

/** What a roll-out of the present text would do to each router, by either method. Nothing is changed. */
export async function planConfigRollout({ params, request }: Call<ConfigParams, unknown>) {
  const asked = await askedConfig(params, request);
  if (!asked.ok) return asked;
  const { caller, hub, subject } = asked.value;
  const fresh = await readConfigMap(caller.connection, params.namespace, params.name);
  if (!fresh.ok) return fresh;
  const text = fresh.value.data[key];
  const uses = configPods(hub, params);
  const pods = await Promise.all(
    uses.map(async (use): Promise<RolloutPlan['pods'][number]> => {
      const delta = text === undefined ? null : await podDelta(caller, params.namespace, use, text);
      const known = delta?.state === 'ok';
      const changes = known && delta.delete.length + delta.add.length > 0;
      return {
        pod: use.pod,
        function: use.function,
        arrival: use.arrival,
        path: use.path,
        reaches: use.running ? 'stdin' : 'never',
        drift: !known ? 'unknown' : changes ? 'different' : 'same',
        effect: strongest(delta ? [delta.effect] : []),
        delete: delta?.delete.map(shownLine) ?? [],
        add: delta?.add.map(shownLine) ?? [],
        detail: delta?.detail ?? null,
      };
    }),
  );
  const running = uses.filter((use) => use.running);
  const functions = subject.usedBy;
  const none = { code: 'config-no-routers' as const, params: { name: params.name } };
  const needsRestart = pods.some(({ effect }) => effect === 'restart');
  const resets = pods.some(({ effect }) => effect === 'resets');
  const unknown = pods.filter(({ drift }) => drift === 'unknown');
  const warn = (code: string, more: Record<string, string | number> = {}) => ({ code, params: more });
  const ownFiles =
    fresh.value.data[key] === undefined &&
    Object.keys(fresh.value.data).some((one) => keyKind(one) === 'frr');
  const plan: RolloutPlan = {
    resourceVersion: fresh.value.resourceVersion,
    hash: configHash(fresh.value.data),
    pods,
    methods: [
      {
        method: 'reload',
        functions,
        refused: running.length === 0 || text === undefined || ownFiles ? none : null,
        warnings: [
          ...(needsRestart ? [warn('config-needs-restart')] : []),
          ...(resets ? [warn('config-resets-sessions')] : []),
          ...unknown.map(({ pod, detail }) => warn('config-not-compared', { pod, why: detail ?? '' })),
        ],
        restarts: [],
      },
      {
        method: 'restart',
        functions,
        refused: functions.length === 0 ? none : null,
        warnings: [warn('config-restart-ends-sessions')],
        restarts: uses.map(({ pod }) => pod).reverse(),
      },
    ],
    recommended: pods.every(({ drift }) => drift === 'same')
      ? null
      : needsRestart || running.length === 0
        ? 'restart'
        : 'reload',
  };
  return ok(plan);
}
