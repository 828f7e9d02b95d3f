import { z } from 'zod';
import type { RouteSummary } from '#lib/domain/frr/route-summary.ts';
import type { FrrVersion } from '#lib/domain/frr/version.ts';
import type { InterfaceComparison } from '#lib/domain/network/compare-interfaces.ts';
import type { LiveInterface } from '#lib/domain/network/ip-address.ts';
import type { LiveRoute } from '#lib/domain/network/ip-route.ts';
import { endpoint } from './endpoint.ts';
import { labelName, noQuery, objectName, time } from './names.ts';
import { routingSession } from './views.ts';

const text = z.string();
const family = z.enum(['inet', 'inet6']);

export const liveKinds = ['interfaces', 'routes', 'bgp', 'ospf', 'isis', 'bfd', 'version'] as const;
export type LiveKind = (typeof liveKinds)[number];

const liveInterface = z
  .object({
    name: text,
    mac: text.nullable(),
    mtu: z.number().nullable(),
    state: text.nullable(),
    flags: z.array(text),
    addresses: z.array(
      z.object({
        family,
        address: text,
        prefixLength: z.number().nullable(),
        scope: text.nullable(),
      }),
    ),
  })
  .meta({ id: 'LiveInterface' }) satisfies z.ZodType<LiveInterface>;

const interfaceComparison = z
  .object({
    name: text,
    verdict: z.enum(['agrees', 'address-mismatch', 'missing', 'unreported']),
    message: text,
  })
  .meta({ id: 'InterfaceComparison' }) satisfies z.ZodType<InterfaceComparison>;

const liveRoute = z
  .object({
    family,
    destination: text,
    type: text.nullable(),
    nextHops: z.array(
      z.object({ gateway: text.nullable(), device: text.nullable(), weight: z.number().nullable() }),
    ),
    protocol: text.nullable(),
    metric: z.number().nullable(),
    source: text.nullable(),
    scope: text.nullable(),
  })
  .meta({ id: 'LiveRoute' }) satisfies z.ZodType<LiveRoute>;

const routeSummary = z
  .object({
    routes: z.array(z.object({ type: text, rib: z.number().nullable(), fib: z.number().nullable() })),
    total: z.number().nullable(),
    installed: z.number().nullable(),
  })
  .meta({ id: 'RouteSummary' }) satisfies z.ZodType<RouteSummary>;

const frrVersion = z
  .object({ version: text, hostname: text.nullable(), system: text.nullable() })
  .meta({ id: 'FrrVersion' }) satisfies z.ZodType<FrrVersion>;

/** What was read in a pod. The field that `what` names is there; the others are null. */
const liveAnswer = z
  .object({
    what: z.enum(liveKinds),
    namespace: text,
    pod: text,
    container: text,
    containersWithout: z
      .array(text)
      .meta({ description: 'Containers that were tried before it and have no such program' }),
    containerNote: text.nullable().meta({ description: 'Why it was read in this container and not another' }),
    at: time,
    problem: text.nullable().meta({ description: 'What could not be read; the rest is there all the same' }),
    interfaces: z.array(liveInterface).nullable(),
    comparison: z
      .array(interfaceComparison)
      .nullable()
      .meta({ description: 'Requested and reported against what is there; null on the host network' }),
    routes: z.array(liveRoute).nullable(),
    routeSummary: routeSummary.nullable().meta({ description: "FRRouting's own count, with `routes`" }),
    sessions: z.array(routingSession).nullable(),
    version: frrVersion.nullable(),
    daemons: z.array(text).nullable().meta({ description: 'With `version`' }),
    outputs: z
      .array(z.object({ command: text, text, exitCode: z.number(), truncated: z.boolean() }))
      .meta({ description: 'What was run and printed, as it is, each cut to 64 KiB' }),
  })
  .meta({ id: 'LiveReading' });
export type LiveAnswer = z.output<typeof liveAnswer>;

export const readLive = endpoint({
  id: 'readLive',
  method: 'GET',
  path: '/api/v1/pods/{namespace}/{name}/live/{what}',
  summary: 'Read in the pod, now: interfaces, routes, routing sessions or the FRRouting version',
  tag: 'pods',
  params: z.object({ namespace: labelName, name: objectName, what: z.enum(liveKinds) }),
  query: noQuery,
  answer: liveAnswer,
  faults: ['unauthenticated', 'forbidden', 'not-found', 'refused', 'unreachable'],
});
