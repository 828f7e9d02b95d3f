import type { PodDelta } from '#lib/contracts/config-check.ts';
import type { ConfigPod } from '#lib/domain/config/config-view.ts';
import { textDiff } from '#lib/domain/config/hunks.ts';
import { keyKind } from '#lib/domain/config/key-kind.ts';
import type { Comparison } from '#lib/domain/frr/config/comparison.ts';
import { strongest } from '#lib/domain/frr/config/effects.ts';
import { ok, type Result } from '#lib/domain/result.ts';
import type { Call } from '#lib/http/handle.ts';
import { readConfigMap } from '#lib/kube/config-map.ts';
import { compareInPod } from '#lib/kube/frr-compare.ts';
import { gate } from '#lib/kube/gate.ts';
import { askedConfig } from './asked-config.ts';
import type { Caller } from './caller.ts';
import { type ConfigParams, configPods } from './config-subject.ts';
import { revisionTexts } from './get-config-revision.ts';

const simultaneous = gate(4);

interface Body {
  key: string;
  text: string;
  from?: number | undefined;
}

/** What a text changes: its lines, and in each router what FRR itself would delete and add. Nothing is changed. */
export async function diffConfig({ params, body, request }: Call<ConfigParams, unknown, Body>) {
  const asked = await askedConfig(params, request);
  if (!asked.ok) return asked;
  const { caller, hub, subject } = asked.value;
  const fresh = await readConfigMap(caller.connection, params.namespace, params.name);
  if (!fresh.ok) return fresh;
  const texts: Result<Record<string, string>> =
    body.from === undefined
      ? ok(fresh.value.data)
      : await revisionTexts(caller.connection, hub, subject.known.metadata.uid, params.namespace, body.from);
  if (!texts.ok) return texts;
  const { key, text } = body;
  const lines = textDiff(texts.value[key] ?? '', text);
  const pods =
    key === 'frr.conf'
      ? await Promise.all(configPods(hub, params).map((use) => podDelta(caller, params.namespace, use, text)))
      : [];
  const restarts = keyKind(key) === 'daemons' && lines.hunks.length > 0;
  return ok({
    key,
    resourceVersion: fresh.value.resourceVersion,
    ...lines,
    pods,
    effect: restarts ? ('restart' as const) : strongest(pods.map(({ effect }) => effect)),
  });
}

/** One router's delta, or why there is none. */
export async function podDelta(
  caller: Caller,
  namespace: string,
  use: ConfigPod,
  text: string,
): Promise<PodDelta> {
  const target = { namespace, pod: use.pod, container: use.container };
  const result: Comparison = use.running
    ? await simultaneous.run(() => compareInPod(caller.connection, target, text))
    : { state: 'unavailable', code: 'not-running', detail: `${use.pod} does not run now.` };
  const { pod, function: owner, container, image, version, arrival, path } = use;
  const where = { pod, function: owner, container, image, version, arrival, path };
  if (result.state !== 'ok')
    return {
      ...where,
      state: result.state,
      code: result.code,
      detail: result.detail,
      delete: [],
      add: [],
      phantom: { delete: [], add: [] },
      effect: 'none',
    };
  const { delta } = result;
  const effect = strongest([...delta.delete, ...delta.add].map((line) => line.effect));
  return { ...where, state: 'ok', code: null, detail: null, ...delta, effect };
}
