import type { z } from 'zod';
import type { Endpoint } from '#lib/contracts/endpoint.ts';
import { type Fault, fail, type Result } from '#lib/domain/result.ts';
import { problem } from './problem.ts';

export interface Call<Params, Query> {
  params: Params;
  query: Query;
  request: Request;
}

/** What a verb answers with: a value for JSON, or a Response of its own for streams and plain text. */
export type Verb<Params, Query, Answer> = (
  call: Call<Params, Query>,
) => Promise<Result<Answer | Response>> | Result<Answer | Response>;

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

/**
 * Turns an endpoint and its verb into a Next.js route handler: parse by the contract, call, answer.
 * Whatever is thrown is a defect: the client gets a plain 500 without a stack, the log gets the rest.
 */
export function handle<Params, Query, Answer>(
  endpoint: Endpoint<Params, Query, Answer>,
  verb: Verb<Params, Query, Answer>,
): (request: Request, context: RouteContext) => Promise<Response> {
  return async (request, context) => {
    const url = new URL(request.url);
    try {
      const params = endpoint.params.safeParse(await context.params);
      if (!params.success) return problem(malformed(params.error), url.pathname);
      const query = endpoint.query.safeParse(Object.fromEntries(url.searchParams));
      if (!query.success) return problem(malformed(query.error), url.pathname);
      const result = await verb({ params: params.data, query: query.data, request });
      if (!result.ok) return problem(result.fault, url.pathname);
      if (result.value instanceof Response) return result.value;
      return Response.json(result.value, { headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      process.stderr.write(`${endpoint.id}: ${error instanceof Error ? error.stack : String(error)}\n`);
      return Response.json(
        {
          type: 'about:blank',
          title: 'Internal error',
          status: 500,
          detail: 'The console failed to answer; its log says why.',
          instance: url.pathname,
        },
        { status: 500, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' } },
      );
    }
  };
}

function malformed(error: z.ZodError): Fault {
  const errors = error.issues.map((issue) => ({
    field: issue.path.join('.') || '(request)',
    message: issue.message,
  }));
  const first = errors[0];
  return fail('malformed', first ? `${first.field}: ${first.message}` : 'The request cannot be read.', {
    errors,
  }).fault;
}
