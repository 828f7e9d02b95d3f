import { z } from 'zod';
import { actionAnswer } from './acting.ts';
import { actionHeaders, why } from './change.ts';
import { configCheck } from './config-check.ts';
import { endpoint } from './endpoint.ts';
import { labelName, noParams, noQuery } from './names.ts';

const asn = z.number().int().min(1).max(4_294_967_295).meta({ description: 'RFC 6793' });
const prefix = z.union([z.cidrv4(), z.cidrv6()]);
const address = z.union([z.ipv4(), z.ipv6()]);
/** One line of a configuration: nothing that could begin another. */
const line = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/, 'must be one line of printable ASCII');
const namedNetwork = z
  .string()
  .max(127)
  .regex(
    /^(?:[a-z0-9](?:[-a-z0-9]*[a-z0-9])?\/)?[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/,
    'must be name or namespace/name',
  );
/** A reference with a tag or a digest: what runs must be known. The port of a registry is not a tag. */
const image = z
  .string()
  .max(512)
  .regex(
    /^(?:[a-z0-9.-]+(?::\d{1,5})?\/)?[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/,
    'must be the name of an image',
  )
  .refine(
    (text) => text.includes('@') || (/:[^/]+$/.test(text) && !/^[^/]+:\d{4,5}$/.test(text)),
    'must name an image with its tag',
  );

const config = z.union([
  z.strictObject({
    text: z
      .string()
      .min(1)
      .max(900_000)
      .refine((text) => !text.includes('\0'), 'must not contain NUL'),
  }),
  z.strictObject({
    asn,
    routerId: z.ipv4(),
    neighbors: z
      .array(z.strictObject({ address, asn, description: line.nullable().default(null) }))
      .max(500)
      .default([]),
    announce: z.array(prefix).max(500).default([]),
  }),
]);

const input = {
  namespace: labelName,
  // A Service or StatefulSet of this name must be a label as well, and pods are named after it.
  name: labelName.max(52),
  image,
  kind: z.enum(['deployments', 'statefulsets']),
  replicas: z.number().int().min(1).max(100),
  chain: z
    .strictObject({ name: labelName, position: z.number().int().min(0).max(1_000_000) })
    .nullable()
    .default(null),
  networks: z
    .array(z.strictObject({ network: namedNetwork, addresses: z.array(prefix).max(8).default([]) }))
    .max(16)
    .default([]),
  config,
};
const body = z.strictObject(input);

const example = {
  namespace: 'cnf-edge',
  name: 'router-c',
  image: 'quay.io/frrouting/frr:10.3.0',
  kind: 'statefulsets',
  replicas: 1,
  chain: { name: 'internet-edge', position: 25 },
  networks: [{ network: 'ext1', addresses: ['192.168.201.30/24'] }],
  config: {
    asn: 65003,
    routerId: '192.0.2.3',
    neighbors: [{ address: '192.168.201.224', asn: 65001 }],
    announce: ['10.3.0.0/24'],
  },
};

/** Shows what starting an FRR would create, and what the API server says of each object. */
export const previewStart = endpoint({
  id: 'previewStart',
  method: 'POST',
  path: '/api/v1/start-frr/preview',
  summary: 'The manifests of a new FRR, each tried on the API server without storing it',
  tag: 'configs',
  params: noParams,
  query: noQuery,
  body,
  examples: { 'a router in a chain': example },
  answer: z.object({
    namespaceExists: z.boolean(),
    yaml: z.string().meta({ description: 'All manifests in their order, for kubectl apply -f' }),
    objects: z.array(
      z.object({
        apiVersion: z.string(),
        kind: z.string(),
        name: z.string(),
        yaml: z.string(),
        accepted: z.boolean(),
        refusal: z.string().nullable().meta({ description: "The API server's words" }),
      }),
    ),
    check: configCheck.meta({
      description:
        'Of frr.conf, by an FRR of the same image that runs already, or by the vtysh of the console',
    }),
  }),
  faults: ['unauthenticated', 'forbidden', 'refused', 'unreachable'],
});

/** Creates the objects of an FRR, one after the other. */
export const startFrr = endpoint({
  id: 'startFrr',
  method: 'POST',
  path: '/api/v1/start-frr',
  summary: 'Create the objects of a new FRR; nothing where one of them exists already',
  tag: 'actions',
  params: noParams,
  query: noQuery,
  headers: actionHeaders,
  body: z.strictObject({
    ...input,
    reason: why.optional(),
    dryRun: z.boolean().optional().meta({ description: 'Every object is tried; none is stored' }),
    unchecked: z
      .boolean()
      .optional()
      .meta({ description: 'Start it even where FRR refuses its configuration' }),
    overrideFreeze: z.boolean().optional().meta({ description: 'Act during a freeze; needs a reason' }),
  }),
  examples: { 'a router in a chain': { ...example, reason: 'a third way out' } },
  answer: actionAnswer.extend({
    objects: z.array(z.object({ apiVersion: z.string(), kind: z.string(), name: z.string() })),
    takeBack: z.string().meta({ description: 'The kubectl command that deletes them again' }),
  }),
  faults: ['unauthenticated', 'forbidden', 'not-found', 'conflict', 'refused', 'unreachable'],
});

export const startEndpoints = [previewStart, startFrr] as const;
