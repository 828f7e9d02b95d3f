import type { Result } from '#lib/domain/result.ts';
import type { Connection } from './connection.ts';
import { type ExecRequest, type ExecResult, execInPod } from './exec.ts';

/** Runs commands over a connection within fixed bounds; after a 401 the credential is renewed and it is tried once more. */
export function execWith(connection: Connection, bounds: Pick<ExecRequest, 'timeoutMs' | 'maxBytes'>) {
  return async (
    target: Pick<ExecRequest, 'namespace' | 'pod' | 'container'>,
    command: readonly string[],
  ): Promise<Result<ExecResult>> => {
    const request = { ...target, ...bounds, command };
    const first = await execInPod(connection.config(), request);
    if (first.ok || first.fault.kind !== 'unauthenticated') return first;
    connection.renew();
    return execInPod(connection.config(), request);
  };
}
