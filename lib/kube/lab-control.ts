import type { Result } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { type RequestFault, requestJson } from './request.ts';

/** The lab's own endpoints beside its Kubernetes API. No real API server serves them: it answers 404. */
export const labScenarios = (connection: Connection): Promise<Result<unknown, RequestFault>> =>
  requestJson(connection, '/lab/scenarios');

export const chooseLabScenario = (
  connection: Connection,
  name: string,
): Promise<Result<unknown, RequestFault>> =>
  requestJson(connection, '/lab/scenario', {
    method: 'PUT',
    body: JSON.stringify({ name }),
    headTimeoutMs: 30_000,
  });
