import type { ServerResponse } from 'node:http';
import type { Fault } from '#lib/domain/result.ts';
import { problemHeaders, problemOf } from '#lib/http/problem.ts';

/** Answers with a problem detail (RFC 9457), before Next.js has seen the request. */
export function answerProblem(response: ServerResponse, fault: Fault, instance: string): void {
  const problem = problemOf(fault, instance);
  response.writeHead(problem.status, problemHeaders(fault));
  response.end(JSON.stringify(problem));
}
