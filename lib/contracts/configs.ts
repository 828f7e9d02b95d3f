import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { labelName, namespaced, noParams } from './names.ts';
import { freshness, functionRef, listOf } from './views.ts';

/** A ConfigMap that a network function uses. */
const config = z
  .object({
    namespace: z.string(),
    name: z.string(),
    resourceVersion: z.string(),
    immutable: z.boolean(),
    data: z
      .record(z.string(), z.string())
      .nullable()
      .meta({ description: 'Null while it has not been read yet' }),
    binaryKeys: z.array(z.string()).meta({ description: 'Keys of binaryData, whose values are not kept' }),
    usedBy: z.array(functionRef),
    history: z.null().meta({ description: 'Earlier texts; null: this version does not keep them' }),
    drift: z.null().meta({ description: 'Differences from what runs; null: this version does not compare' }),
  })
  .meta({ id: 'Config' });
export type Config = z.output<typeof config>;

const faults = ['unauthenticated', 'forbidden', 'unreachable'] as const;

export const listConfigs = endpoint({
  id: 'listConfigs',
  method: 'GET',
  path: '/api/v1/configs',
  summary: 'ConfigMaps that network functions use, with who uses them',
  tag: 'functions',
  params: noParams,
  query: z.object({ namespace: labelName.optional() }),
  answer: listOf(config),
  faults,
});

export const getConfig = endpoint({
  id: 'getConfig',
  method: 'GET',
  path: '/api/v1/configs/{namespace}/{name}',
  summary: 'One ConfigMap that a network function uses',
  tag: 'functions',
  params: namespaced,
  query: z.object({}),
  answer: config.extend({ freshness }),
  faults: [...faults, 'not-found'],
});
