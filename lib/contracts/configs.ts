import { z } from 'zod';
import {
  arrivals,
  type ConfigPod,
  type ConfigRevision,
  effects,
  keyKinds,
  origins,
  type PodDrift,
} from '#lib/domain/config/config-view.ts';
import { unavailableCodes } from '#lib/domain/frr/config/comparison.ts';
import { endpoint } from './endpoint.ts';
import { labelName, namespaced, noParams, noQuery, time } from './names.ts';
import { freshness, functionRef, listOf } from './views.ts';

const text = z.string();
const count = z.number().int().min(0);

export const effect = z.enum(effects);
export const arrival = z.enum(arrivals).meta({ description: 'How a changed text reaches the container' });

/** The name of a key of a ConfigMap. Source: apimachinery's validation `IsConfigMapKey`. */
export const configKey = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[-._a-zA-Z0-9]+$/, 'must consist of a-z, A-Z, 0-9, "-", "_" and "."')
  .refine((key) => key !== '.' && !key.startsWith('..'), 'must not be "." nor begin with ".."');

export const configPod = z
  .object({
    pod: text,
    uid: text,
    function: functionRef.nullable(),
    container: text,
    image: text,
    version: text.nullable(),
    running: z.boolean(),
    arrival,
    path: text.nullable(),
  })
  .meta({ id: 'ConfigPod' }) satisfies z.ZodType<ConfigPod>;

export const podDrift = z
  .object({
    pod: text,
    function: functionRef.nullable(),
    key: text,
    state: z.enum(['same', 'different', 'unknown']),
    since: time,
    orEarlier: z.literal(true).optional().meta({ description: 'It was so when it was compared first' }),
    at: time.nullable().meta({ description: 'When it was last compared' }),
    code: z.enum(unavailableCodes).nullable().meta({ description: 'Why it could not be compared' }),
    detail: text.nullable(),
    missing: z.array(text).meta({ description: 'Lines of the ConfigMap that do not run' }),
    extra: z.array(text).meta({ description: 'Lines that run and are not in the ConfigMap' }),
    effect,
  })
  .meta({ id: 'PodDrift' }) satisfies z.ZodType<PodDrift>;

const revision = z
  .object({
    revision: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'Null for a present text that is not kept yet' }),
    at: time,
    by: text.nullable(),
    manager: text.nullable().meta({ description: 'Who wrote it outside the console, by managedFields' }),
    why: text.nullable(),
    how: z.enum(origins),
    restoredFrom: z.number().int().nullable(),
    changed: z.array(text).meta({ description: 'Keys that are other than in the revision before' }),
    size: count,
    hash: text,
    current: z.boolean(),
  })
  .meta({ id: 'ConfigRevision' }) satisfies z.ZodType<ConfigRevision>;

/** A ConfigMap that a network function uses. */
const config = z
  .object({
    namespace: text,
    name: text,
    resourceVersion: text,
    immutable: z.boolean(),
    data: z.record(text, text).nullable().meta({ description: 'Null while it has not been read yet' }),
    binaryKeys: z.array(text).meta({ description: 'Keys of binaryData, whose values are not kept' }),
    keys: z.array(z.object({ key: text, kind: z.enum(keyKinds), size: count })),
    size: count.meta({ description: 'Bytes of all keys; Kubernetes allows 1,048,576' }),
    usedBy: z.array(functionRef),
    pods: z.array(configPod).meta({ description: 'Pods that run FRRouting with it' }),
    history: z.array(revision).meta({ description: 'Newest first' }),
    drift: z.array(podDrift),
  })
  .meta({ id: 'Config' });
export type Config = z.output<typeof config>;

const faults = ['unauthenticated', 'forbidden', 'unreachable'] as const;
const one = '/api/v1/configs/{namespace}/{name}';

export const listConfigs = endpoint({
  id: 'listConfigs',
  method: 'GET',
  path: '/api/v1/configs',
  summary: 'ConfigMaps that network functions use, with who uses them',
  tag: 'configs',
  params: noParams,
  query: z.object({ namespace: labelName.optional() }),
  answer: listOf(config),
  faults,
});

export const getConfig = endpoint({
  id: 'getConfig',
  method: 'GET',
  path: one,
  summary: 'One ConfigMap that a network function uses',
  tag: 'configs',
  params: namespaced,
  query: noQuery,
  answer: config.extend({ freshness }),
  faults: [...faults, 'not-found'],
});

export const listConfigHistory = endpoint({
  id: 'listConfigHistory',
  method: 'GET',
  path: `${one}/history`,
  summary: 'Texts that were in force, newest first; what was changed outside the console as well',
  tag: 'configs',
  params: namespaced,
  query: noQuery,
  answer: listOf(revision),
  faults: [...faults, 'not-found'],
});

export const getConfigRevision = endpoint({
  id: 'getConfigRevision',
  method: 'GET',
  path: `${one}/history/{revision}`,
  summary: 'The whole text of one revision',
  tag: 'configs',
  params: namespaced.extend({ revision: z.coerce.number().int().min(1) }),
  query: noQuery,
  answer: revision.extend({ data: z.record(text, text), binaryKeys: z.array(text) }),
  faults: [...faults, 'not-found'],
});

export const getConfigDrift = endpoint({
  id: 'getConfigDrift',
  method: 'GET',
  path: `${one}/drift`,
  summary: 'What each router runs, compared with the ConfigMap by FRR itself, now',
  tag: 'configs',
  params: namespaced,
  query: noQuery,
  answer: listOf(podDrift),
  faults: [...faults, 'not-found', 'refused'],
});

export const configReadings = [
  listConfigs,
  getConfig,
  listConfigHistory,
  getConfigRevision,
  getConfigDrift,
] as const;
