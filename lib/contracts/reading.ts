import { z } from 'zod';
import type { FunctionDetail } from '#lib/domain/workload/function-view.ts';
import { endpoint } from './endpoint.ts';
import { functionParams, labelName, namespaced, noParams, noQuery, time } from './names.ts';
import type { PodDetail } from './pods.ts';
import { signInMethod } from './session.ts';
import {
  chainView,
  eventView,
  freshness,
  functionFields,
  functionRow,
  health,
  listOf,
  networkView,
  podFields,
  podPath,
  wayIn,
} from './views.ts';

const text = z.string();
const truth = z.enum(['true', 'false']).transform((value) => value === 'true');
const reads = ['unauthenticated', 'forbidden', 'unreachable'] as const;

export const me = endpoint({
  id: 'me',
  method: 'GET',
  path: '/api/v1/me',
  summary: 'Who is asking, and which cluster answers',
  tag: 'cluster',
  params: noParams,
  query: noQuery,
  answer: z.object({
    user: text,
    groups: z.array(text),
    signIn: signInMethod,
    methods: z.array(signInMethod).meta({ description: 'Ways to sign in that are switched on' }),
    until: text.nullable().meta({ description: 'When the session ends by itself' }),
    idleUntil: text.nullable().meta({ description: 'When the session ends without another request' }),
    cluster: z.object({
      name: text,
      server: text,
      version: text.nullable(),
      simulated: z.boolean(),
      scenario: text.nullable(),
    }),
    version: text.nullable(),
    simulated: z.boolean(),
    freshness,
  }),
  faults: reads,
});

export const listChains = endpoint({
  id: 'listChains',
  method: 'GET',
  path: '/api/v1/chains',
  summary: 'Every service chain with its functions in order',
  tag: 'chains',
  params: noParams,
  query: z.object({ namespace: labelName.optional() }),
  answer: listOf(chainView),
  faults: reads,
});

export const getChain = endpoint({
  id: 'getChain',
  method: 'GET',
  path: '/api/v1/chains/{name}',
  summary: 'One service chain; `namespace` is needed where two namespaces have a chain of that name',
  tag: 'chains',
  params: z.object({ name: z.string().min(1).max(63) }),
  query: z.object({ namespace: labelName.optional() }),
  answer: chainView,
  faults: [...reads, 'not-found', 'malformed'],
});

export const listFunctions = endpoint({
  id: 'listFunctions',
  method: 'GET',
  path: '/api/v1/functions',
  summary: 'Workloads that are network functions; every workload with `all=true`',
  tag: 'functions',
  params: noParams,
  query: z.object({ all: truth.optional(), namespace: labelName.optional() }),
  answer: listOf(functionRow),
  faults: reads,
});

/** A pod as the list shows it, with kubectl's own columns made for the moment of the answer. */
const podItem = z
  .object({
    ...podFields,
    restarts: text.meta({ description: 'As kubectl prints it: `10 (3d22h ago)`' }),
    age: text.meta({ description: 'As kubectl prints it: `6d1h`' }),
  })
  .meta({ id: 'Pod' });
export type PodItem = z.output<typeof podItem>;

const functionDetail = z
  .object({
    ...functionFields,
    labels: z.record(text, text),
    strategy: z.object({
      type: text,
      maxSurge: text.nullable(),
      maxUnavailable: text.nullable(),
      partition: z.number().nullable(),
      paused: z.boolean(),
    }),
    containers: z.array(z.object({ name: text, image: text, init: z.boolean() })),
    revisions: z.array(
      z.object({
        revision: z.number(),
        name: text,
        createdAt: text,
        images: z.record(text, text),
        current: z.boolean(),
        cause: text.nullable(),
        replicas: z.number().nullable(),
      }),
    ),
    services: z.array(
      z.object({
        name: text,
        type: text,
        clusterIP: text.nullable(),
        dnsName: text,
        ports: z.array(text),
        ready: z.number(),
        total: z.number(),
      }),
    ),
    autoscaler: z
      .object({
        name: text,
        min: z.number(),
        max: z.number(),
        current: z.number().nullable(),
        desired: z.number().nullable(),
      })
      .nullable(),
    disruptionBudget: z
      .object({
        name: text,
        minAvailable: text.nullable(),
        maxUnavailable: text.nullable(),
        disruptionsAllowed: z.number().nullable(),
        currentHealthy: z.number().nullable(),
        desiredHealthy: z.number().nullable(),
      })
      .nullable(),
    config: z.array(
      z.object({
        name: text,
        keys: z.array(text),
        immutable: z.boolean(),
        mounts: z.array(z.object({ container: text, path: text, subPath: text.nullable() })),
        environment: z.boolean(),
        missing: z.boolean(),
      }),
    ),
    in: z.array(wayIn),
    lab: z
      .boolean()
      .nullable()
      .meta({ description: 'Its namespace is a lab; null where the namespace is not seen' }),
    resourceVersion: text,
    generation: z.number().nullable(),
  })
  .meta({ id: 'FunctionDetail' }) satisfies z.ZodType<FunctionDetail>;

export const getFunction = endpoint({
  id: 'getFunction',
  method: 'GET',
  path: '/api/v1/functions/{namespace}/{kind}/{name}',
  summary: 'One function with its revisions, pods, services, configuration, autoscaler and disruption budget',
  tag: 'functions',
  params: functionParams,
  query: noQuery,
  answer: functionDetail.extend({
    pods: z.array(podItem),
    upgrade: z.null().meta({ description: 'The upgrade under way; none yet' }),
    freshness,
  }),
  faults: [...reads, 'not-found'],
});

export const getManifest = endpoint({
  id: 'getManifest',
  method: 'GET',
  path: '/api/v1/functions/{namespace}/{kind}/{name}/manifest',
  summary: 'The manifest as YAML, read from the cluster now, without managedFields',
  tag: 'functions',
  params: functionParams,
  query: noQuery,
  answer: 'text/yaml',
  faults: [...reads, 'not-found'],
});

export const listPods = endpoint({
  id: 'listPods',
  method: 'GET',
  path: '/api/v1/pods',
  summary: 'Pods as `kubectl get pods` prints them, with function, chain, version, health and interfaces',
  tag: 'pods',
  params: noParams,
  query: z.object({
    namespace: labelName.optional(),
    function: z
      .string()
      .max(400)
      .optional()
      .meta({ description: 'A workload name, or `namespace/kind/name`' }),
    health: health.optional(),
    q: z.string().max(200).optional().meta({ description: 'Text in name, namespace, node, IP or status' }),
    limit: z.coerce.number().int().min(1).max(10_000).optional(),
    continue: z.string().max(1_000).optional(),
  }),
  answer: listOf(podItem).extend({ continue: text.nullable(), total: z.number() }),
  faults: reads,
});

export const getPod = endpoint({
  id: 'getPod',
  method: 'GET',
  path: '/api/v1/pods/{namespace}/{name}',
  summary: 'One pod with its containers, conditions, events and the ways in and out',
  tag: 'pods',
  params: namespaced,
  query: noQuery,
  answer: podItem.extend({
    uid: text,
    labels: z.record(text, text),
    containers: z.array(
      z.object({
        name: text,
        init: z.boolean(),
        image: text,
        imageID: text.nullable(),
        ready: z.boolean(),
        state: text,
        message: text.nullable(),
        since: text.nullable(),
        restartCount: z.number(),
        lastTermination: z
          .object({
            reason: text.nullable(),
            exitCode: z.number(),
            at: text.nullable(),
            message: text.nullable(),
          })
          .nullable(),
      }),
    ),
    conditions: z.array(
      z.object({
        type: text,
        status: z.enum(['True', 'False', 'Unknown']),
        reason: text.optional(),
        message: text.optional(),
        lastTransitionTime: text.optional(),
      }),
    ),
    events: z.array(eventView),
    path: podPath,
    unreadable: z.record(text, text),
    runsRouting: z.boolean(),
    freshness,
  }) satisfies z.ZodType<PodDetail>,
  faults: [...reads, 'not-found'],
});

export const listNetworks = endpoint({
  id: 'listNetworks',
  method: 'GET',
  path: '/api/v1/networks',
  summary: 'NetworkAttachmentDefinitions and the pod network, with who is attached',
  tag: 'networks',
  params: noParams,
  query: z.object({ namespace: labelName.optional() }),
  answer: listOf(networkView),
  faults: reads,
});

export const listEvents = endpoint({
  id: 'listEvents',
  method: 'GET',
  path: '/api/v1/events',
  summary: 'Cluster events that matter, newest first',
  tag: 'activity',
  params: noParams,
  query: z.object({ since: time.optional(), namespace: labelName.optional() }),
  answer: listOf(eventView),
  faults: reads,
});

export const readingEndpoints = [
  me,
  listChains,
  getChain,
  listFunctions,
  getFunction,
  getManifest,
  listPods,
  getPod,
  listNetworks,
  listEvents,
] as const;
