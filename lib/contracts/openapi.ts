import { z } from 'zod';
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { FaultKind } from '#lib/domain/result.ts';
import type { Endpoint } from './endpoint.ts';

/** Problem details of RFC 9457. */
const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    right: z
      .object({
        verb: z.string(),
        group: z.string(),
        resource: z.string(),
        subresource: z.string().optional(),
        namespace: z.string().optional(),
        name: z.string().optional(),
      })
      .optional(),
    reason: z
      .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
      .optional()
      .meta({ description: 'The rule that refuses' }),
    action: z
      .string()
      .optional()
      .meta({ description: 'The action that was begun: see /api/v1/actions/{id}' }),
  })
  .meta({ id: 'Problem' });

/** An endpoint whatever its types; the document needs only its schemas. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where endpoints of all types are walked together
export type AnyEndpoint = Endpoint<any, any, any, any>;

type StatusOf = Record<FaultKind, { status: number; title: string }>;

function examplesOf(examples: Record<string, unknown>): Record<string, { value: unknown }> {
  return Object.fromEntries(
    Object.entries(examples).map(([summary, value]) => [summary, { summary, value }]),
  );
}

/** The OpenAPI 3.1 document of the endpoints; `statusOf` is the table that also answers the requests. */
export function openApi(endpoints: readonly AnyEndpoint[], statusOf: StatusOf, version: string) {
  const paths: ZodOpenApiPathsObject = {};
  for (const endpoint of endpoints) {
    const faults = new Set<FaultKind>(['malformed', ...endpoint.faults]);
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: {
        operationId: endpoint.id,
        summary: endpoint.summary,
        tags: [endpoint.tag],
        requestParams: {
          // A route without placeholders may have no schema for them.
          ...(endpoint.params instanceof z.ZodObject && { path: endpoint.params }),
          query: endpoint.query,
          ...(endpoint.headers && { header: endpoint.headers }),
        },
        ...(endpoint.body && {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: endpoint.body,
                ...(endpoint.examples && { examples: examplesOf(endpoint.examples) }),
              },
            },
          },
        }),
        responses: {
          [String(endpoint.status ?? 200)]: {
            description: endpoint.summary,
            content:
              typeof endpoint.answer === 'string'
                ? { [endpoint.answer]: { schema: { type: 'string' } } }
                : { 'application/json': { schema: endpoint.answer } },
          },
          ...Object.fromEntries(
            [...faults].map((kind) => [
              String(statusOf[kind].status),
              {
                description: statusOf[kind].title,
                content: { 'application/problem+json': { schema: problem } },
              },
            ]),
          ),
        },
      },
    };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'CNF Console',
      version,
      description:
        'The lifecycle of Cloud-Native Network Functions on Kubernetes. Times are RFC 3339; errors are problem details (RFC 9457).',
    },
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of Kubernetes, where the console has the sign-in method `token`',
        },
      },
    },
    // Without: a browser's session, a trusted proxy, or a console that acts as its own kubeconfig's user.
    security: [{ bearer: [] }, {}],
  });
}
