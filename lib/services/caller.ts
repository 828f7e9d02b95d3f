import type { Connection } from '#lib/kube/connection.ts';
import type { Identity } from '#lib/kube/identity.ts';
import { running } from '#lib/live/running.ts';

/** Who asks, and the connection that acts as him. */
export interface Caller {
  connection: Connection;
  identity: Identity;
}

/** Who sent a request. Without a sign-in that is the kubeconfig's user, whoever asks. */
export function callerOf(_request: Request): Caller {
  const { connection, identity } = running();
  return { connection, identity };
}
