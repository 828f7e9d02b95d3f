import type { Connection } from '#lib/kube/connection.ts';
import type { Identity } from '#lib/kube/identity.ts';

/** How somebody came in; `none` is the local console, which acts as its kubeconfig's user. */
export const signInMethods = ['none', 'token', 'oidc', 'proxy'] as const;
export type SignInMethod = (typeof signInMethods)[number];

/** Who asks, and the connection that acts as him. */
export interface Caller {
  connection: Connection;
  identity: Identity;
  method: SignInMethod;
}
