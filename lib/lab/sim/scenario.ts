import { z } from 'zod';
import { parseDuration } from './duration.ts';

const duration = z.string().transform((value, context) => {
  const milliseconds = parseDuration(value);
  if (milliseconds !== undefined) return milliseconds;
  context.addIssue({ code: 'custom', message: `"${value}" is not a duration like 30s, 4h23m or 6d1h` });
  return z.NEVER;
});

const words = z.strictObject({ en: z.string().min(1), ja: z.string().min(1) });

const object = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
});

const node = z.strictObject({
  name: z.string(),
  address: z.ipv4(),
  podCIDR: z.cidrv4(),
  cpu: z.string().default('16'),
  memory: z.string().default('64Gi'),
  pods: z.int().positive().default(110),
  labels: z.record(z.string(), z.string()).default({}),
  unschedulable: z.boolean().default(false),
});

const image = z.strictObject({
  /** Repository and tag. */
  name: z.string(),
  program: z.enum(['frr', 'firewall', 'waf', 'lb', 'plain', 'distroless']).default('plain'),
});

/** How containers behave that do not just run. All given parts of `match` must fit. */
const behaviour = z.strictObject({
  match: z.strictObject({
    namespace: z.string().optional(),
    /** The pod's name begins with this. */
    pod: z.string().optional(),
    container: z.string().optional(),
    image: z.string().optional(),
  }),
  /** Exits this long after its start, again and again; without a code, successfully. */
  exit: z
    .strictObject({
      after: duration,
      code: z.int().default(0),
      reason: z.string().optional(),
      log: z.array(z.string()).default([]),
      /** Only this many times; then it goes on running. */
      times: z.int().positive().optional(),
    })
    .optional(),
  /** The readiness probe fails with this message; `{ip}` stands for the pod's address. */
  unready: z.string().optional(),
  /** Interfaces that are attached but missing in network-status. */
  unreported: z.array(z.string()).optional(),
  /** The Multus release that reports the pod network and the first other network only. */
  reportsOnlyFirst: z.boolean().optional(),
  /** Written in place of what Multus would report. */
  networkStatus: z.string().optional(),
  /** FRR's daemons that have died, and whether its image has python3, which frr-reload.py needs. */
  frr: z
    .strictObject({ dead: z.array(z.string()).default([]), python: z.boolean().default(true) })
    .optional(),
});

const target = z.strictObject({
  kind: z.enum(['Deployment', 'StatefulSet', 'DaemonSet']),
  namespace: z.string(),
  name: z.string(),
});

const action = z.strictObject({
  /** After the scenario is up, or before, so that its traces are there. */
  at: duration.optional(),
  ago: duration.optional(),
  scale: target.extend({ replicas: z.int().nonnegative() }).optional(),
  image: target.extend({ container: z.string(), image: z.string() }).optional(),
  partition: target.extend({ partition: z.int().nonnegative() }).optional(),
  deletePod: z.strictObject({ namespace: z.string(), name: z.string() }).optional(),
});

/** A pod as it is found, with its owner made to fit: a row of `kubectl get pods`. */
const foundPod = z.strictObject({
  name: z.string(),
  owner: z.enum(['DaemonSet', 'Deployment', 'StatefulSet', 'Job']),
  ready: z.string().regex(/^\d+\/\d+$/),
  status: z.enum(['Running', 'Completed']),
  restarts: z.int().nonnegative().default(0),
  restartedAgo: duration.optional(),
  age: duration,
});

export const scenarioSchema = z.strictObject({
  title: words,
  description: words,
  /** How long the cluster has been running when the scenario begins. */
  age: duration,
  /** Files in parts/ that are read first. */
  include: z.array(z.string()).default([]),
  nodes: z.array(node).default([]),
  /** Makes this many nodes: `n` counts from 1. */
  nodeCount: z.int().nonnegative().default(0),
  podNetwork: z
    .strictObject({ name: z.string(), cni: z.enum(['calico', 'bridge']), mtu: z.int().positive() })
    .optional(),
  images: z.array(image).default([]),
  behaviours: z.array(behaviour).default([]),
  /** CPU that a function's pods use together, in percent of one pod's request. */
  loads: z
    .array(z.strictObject({ namespace: z.string(), name: z.string(), percent: z.number() }))
    .default([]),
  objects: z.array(object).default([]),
  /** The objects this many times, with `<n>` in any text counting from 1 (two digits with `<nn>`). */
  repeat: z.array(z.strictObject({ count: z.int().positive(), objects: z.array(object) })).default([]),
  found: z.strictObject({ namespace: z.string(), node: z.string(), pods: z.array(foundPod) }).optional(),
  actions: z.array(action).default([]),
  /** Changes of pods per second. */
  churn: z.number().nonnegative().default(0),
});

/** A part is a scenario without the words. */
export const partSchema = scenarioSchema.partial();

export type Scenario = z.infer<typeof scenarioSchema>;
export type Behaviour = z.infer<typeof behaviour>;
export type FoundPod = z.infer<typeof foundPod>;
export type ScenarioAction = z.infer<typeof action>;
export type ScenarioNode = z.infer<typeof node>;
