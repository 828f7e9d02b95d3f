import type { z } from 'zod';
import type { Endpoint } from '#lib/contracts/endpoint.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { parse } from './parse.ts';
import { problem } from './problem.ts';
import { readText } from './read-text.ts';

export interface Call<Params, Query, Body = undefined> {
  params: Params;
  query: Query;
  body: Body;
  request: Request;
}

/** What a verb answers with: a value for JSON, or a Response of its own for streams and plain text. */
export type Verb<Params, Query, Answer, Body = undefined> = (
  call: Call<Params, Query, Body>,
) => Promise<Result<Answer | Response>> | Result<Answer | Response>;

/** Next.js gives no parameters where a path has none. */
type RouteContext = { params: Promise<Record<string, string | string[] | undefined> | undefined> };

/** The largest JSON body that is read: what Kubernetes allows for one object, and a little. */
const maxBodyBytes = 1_572_864;

/**
 * Turns an endpoint and its verb into a Next.js route handler: parse by the contract, call, answer.
 * Whatever is thrown is a defect: the client gets a plain 500 without a stack, the log gets the rest.
 */
export function handle<Params, Query, Answer, Body = undefined>(
  endpoint: Endpoint<Params, Query, Answer, Body>,
  verb: Verb<Params, Query, Answer, Body>,
): (request: Request, context: RouteContext) => Promise<Response> {
  return async (request, context) => {
    const url = new URL(request.url);
    try {
      const params = parse(endpoint.params, (await context.params) ?? {});
      if (!params.ok) return problem(params.fault, url.pathname);
      const query = parse(endpoint.query, Object.fromEntries(url.searchParams));
      if (!query.ok) return problem(query.fault, url.pathname);
      const body = endpoint.body
        ? await readBody(endpoint.body, request, endpoint.maxBodyBytes)
        : ok(undefined as Body);
      if (!body.ok) return problem(body.fault, url.pathname);
      const result = await verb({ params: params.value, query: query.value, body: body.value, request });
      if (!result.ok) return problem(result.fault, url.pathname);
      if (result.value instanceof Response) return result.value;
      const { status = 200 } = endpoint;
      return Response.json(result.value, { status, headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      process.stderr.write(`${endpoint.id}: ${error instanceof Error ? error.stack : String(error)}\n`);
      return defect(url.pathname);
    }
  };
}

async function readBody<Body>(
  schema: z.ZodType<Body>,
  request: Request,
  maxBytes = maxBodyBytes,
): Promise<Result<Body>> {
  const text = await readText(request, maxBytes);
  if (!text.ok) return text;
  let json: unknown;
  try {
    json = JSON.parse(text.value);
  } catch {
    return fail('malformed', '(body): is not JSON', {
      errors: [{ field: '(body)', message: 'is not JSON' }],
    });
  }
  return parse(schema, json);
}

function defect(instance: string): Response {
  const body = {
    type: 'about:blank',
    title: 'Internal error',
    status: 500,
    detail: 'The console failed to answer; its log says why.',
    instance,
  };
  const headers = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' };
  return Response.json(body, { status: 500, headers });
}
