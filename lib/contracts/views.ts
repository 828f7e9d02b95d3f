import { z } from 'zod';
import type { ChainView } from '#lib/domain/chain/chain-view.ts';
import { type Freshness, watchedKinds } from '#lib/domain/cluster/freshness.ts';
import type { EventView } from '#lib/domain/event/event-view.ts';
import { type RoutingSummary, routingProtocols } from '#lib/domain/frr/routing-summary.ts';
import { healths, type Reason, reasonCodes } from '#lib/domain/health.ts';
import type { NetworkInterface } from '#lib/domain/network/interface.ts';
import type { NetworkView } from '#lib/domain/network/network.ts';
import type { PodPath, WayIn } from '#lib/domain/network/path.ts';
import { holdCodes, runKinds, runPhases } from '#lib/domain/run/run.ts';
import type { RunBrief } from '#lib/domain/run/run-row.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { time, workloadKind } from './names.ts';

/** Schemas of what the domain makes; `satisfies` holds them to the domain's types. */
const text = z.string();
const count = z.number().int().min(0);

export const health = z.enum(healths).meta({ id: 'Health' });

export const reason = z
  .object({
    code: z.enum(reasonCodes),
    health,
    subject: text.optional(),
    message: text.optional(),
    session: z.object({ protocol: z.enum(routingProtocols), state: text }).optional(),
    since: text.optional(),
    orEarlier: z
      .literal(true)
      .optional()
      .meta({ description: '`since` is when it was first seen; it may have begun before' }),
    lastAt: text.optional(),
  })
  .meta({ id: 'Reason' }) satisfies z.ZodType<Reason>;

export const networkInterface = z
  .object({
    name: text,
    network: text.nullable(),
    kind: text.nullable(),
    plugins: z.array(text),
    ipam: text.nullable(),
    isDefaultRoute: z.boolean().nullable(),
    mac: text.nullable(),
    mtu: z.number().nullable(),
    addresses: z.array(text),
    device: z
      .object({
        type: z.enum(['pci', 'vdpa', 'vhost-user', 'memif', 'other']),
        address: text.nullable(),
        parent: text.nullable(),
        rdma: text.nullable(),
      })
      .nullable(),
    resourceName: text.nullable(),
    requested: z.boolean(),
    reported: z.boolean(),
    problem: reason.nullable(),
  })
  .meta({ id: 'NetworkInterface' }) satisfies z.ZodType<NetworkInterface>;

export const routingSession = z
  .object({
    protocol: z.enum(routingProtocols),
    peer: text,
    context: text,
    state: text,
    up: z.boolean(),
    seconds: z.number().nullable(),
    prefixesReceived: z.number().nullable(),
    prefixesSent: z.number().nullable(),
    remoteAs: z.number().nullable(),
    localAs: z.number().optional(),
    description: text.nullable(),
    detail: text.nullable(),
  })
  .meta({ id: 'RoutingSession' });

const routingSummary = z
  .object({
    at: time,
    established: count,
    configured: count,
    down: z.array(routingSession),
    problem: text.nullable(),
    problemSince: time.optional(),
    problemOrEarlier: z
      .literal(true)
      .optional()
      .meta({ description: 'It was so when the router was first read: it may have begun before' }),
    unread: z
      .object({ forbidden: z.boolean(), detail: text })
      .nullable()
      .meta({ description: 'Why nothing could be read; tells nothing of FRR' }),
  })
  .meta({ id: 'RoutingSummary' }) satisfies z.ZodType<RoutingSummary>;

export const functionRef = z
  .object({ namespace: text, kind: workloadKind, name: text })
  .meta({ id: 'FunctionRef' });

/** The fields that the list, the detail and the stream have in common. */
export const podFields = {
  namespace: text,
  name: text,
  ready: text,
  status: text,
  restartCount: count,
  lastRestartAt: text.nullable(),
  createdAt: text,
  node: text.nullable(),
  podIP: text.nullable(),
  function: functionRef.nullable(),
  chain: text.nullable(),
  version: text.nullable(),
  health,
  reasons: z.array(reason),
  interfaces: z.array(networkInterface),
  routing: routingSummary.nullable(),
};

export const eventView = z
  .object({
    key: text,
    at: text,
    firstAt: text.nullable(),
    count,
    type: z.enum(['Normal', 'Warning', 'other']),
    reason: text,
    message: text,
    namespace: text.nullable(),
    object: z.object({ kind: text, name: text }),
    function: text.nullable(),
    source: text.nullable(),
  })
  .meta({ id: 'EventView' }) satisfies z.ZodType<EventView>;

export const wayIn = z
  .object({
    kind: z.enum(['ingress', 'load-balancer', 'node-port', 'external-ip', 'cluster-ip', 'headless']),
    service: z.object({
      name: text,
      type: text,
      clusterIP: text.nullable(),
      dnsName: text,
      ready: count,
      total: count,
    }),
    port: z.object({
      name: text.nullable(),
      protocol: text,
      port: z.number(),
      targetPort: text,
      nodePort: z.number().nullable(),
    }),
    entrances: z.array(text),
    ingress: text.nullable(),
    podReady: z.boolean(),
  })
  .meta({ id: 'WayIn' }) satisfies z.ZodType<WayIn>;

export const podPath = z
  .object({
    in: z.array(wayIn),
    out: z.array(
      z.object({
        interface: text,
        seenAs: text.nullable(),
        how: z.enum(['node-snat', 'host-network', 'direct']),
        assumed: z.boolean(),
      }),
    ),
    node: z.object({ name: text, address: text.nullable() }).nullable(),
    podNetwork: z.object({
      cni: z.enum(['calico', 'cilium', 'flannel', 'ovn-kubernetes', 'antrea', 'unknown']),
      encapsulation: z.enum(['vxlan', 'ipip', 'geneve', 'gre', 'wireguard', 'none', 'unknown']),
      source: text.nullable(),
    }),
  })
  .meta({ id: 'PodPath' }) satisfies z.ZodType<PodPath>;

/** A run under way, in the row of the function that it is about. */
const runBrief = z
  .object({
    id: text,
    kind: z.enum(runKinds),
    phase: z.enum(runPhases),
    direction: z.enum(['forward', 'back']),
    hold: z.enum(holdCodes).nullable().meta({ description: 'Why nothing moves' }),
    done: count.meta({ description: 'Pods whose turn is over' }),
    total: count,
  })
  .meta({ id: 'RunBrief' }) satisfies z.ZodType<RunBrief>;

export const functionFields = {
  namespace: text,
  kind: workloadKind,
  name: text,
  component: text,
  chain: text.nullable(),
  order: z.number().nullable(),
  versions: z.array(z.object({ version: text, image: text, replicas: count, ready: count })),
  targetVersion: text.nullable(),
  desired: count,
  ready: count,
  health,
  reasons: z.array(reason),
  approach: z.enum(['pod-network', 'multus', 'host-network']),
  routing: z.boolean(),
  sessions: z
    .object({
      established: count,
      configured: count,
      incomplete: z
        .literal(true)
        .optional()
        .meta({ description: 'A routing daemon does not run, or was not understood: there should be more' }),
    })
    .nullable(),
  role: z.enum(['chain', 'routing', 'networks', 'other']),
  managedBy: z
    .object({ manager: z.enum(['helm', 'argo-cd', 'flux']), name: text, reconciles: z.boolean() })
    .nullable(),
  rollout: z.object({
    state: z.enum(['complete', 'progressing', 'failed', 'paused', 'held', 'unknown']),
    message: text,
    updated: count,
    available: count,
  }),
  upgrade: runBrief.nullable().meta({ description: 'The run that has it now' }),
  createdAt: text,
};

export const functionRow = z.object(functionFields).meta({ id: 'Function' }) satisfies z.ZodType<FunctionRow>;

export const chainView = z
  .object({ name: text, namespace: text, health, reasons: z.array(reason), functions: z.array(functionRow) })
  .meta({ id: 'Chain' }) satisfies z.ZodType<ChainView>;

export const networkView = z
  .object({
    key: text,
    namespace: text.nullable(),
    name: text,
    kind: text.nullable(),
    plugins: z.array(text),
    ipam: text.nullable(),
    ranges: z.array(text),
    parent: text.nullable(),
    vlan: z.number().nullable(),
    mtu: z.number().nullable(),
    resourceName: text.nullable(),
    attachedCount: z.number().int(),
    attached: z.array(
      z.object({
        namespace: text,
        pod: text,
        interface: text,
        addresses: z.array(text),
        reported: z.boolean(),
      }),
    ),
    reasons: z.array(reason),
    unreadable: text.nullable(),
  })
  .meta({ id: 'Network' }) satisfies z.ZodType<NetworkView>;

export const freshness = z
  .object({
    state: z.enum(['connecting', 'live', 'stale']),
    since: time,
    answers: z.boolean(),
    heardAt: time.nullable(),
    reason: text.nullable(),
    watches: z.array(
      z.object({
        kind: z.enum(watchedKinds),
        namespace: text.nullable(),
        state: z.enum(['live', 'connecting', 'stale', 'not-served', 'forbidden']),
        since: time,
        reason: text.nullable(),
        objects: count,
      }),
    ),
  })
  .meta({ id: 'Freshness' }) satisfies z.ZodType<Freshness>;

/** Every list says how old it is. */
export const listOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), freshness });
