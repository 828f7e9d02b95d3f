import { inject } from 'vitest';
import { connect, type KubeApi } from './kube-api.ts';
import { sibling } from './kubeconfig.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The kubeconfig of the cluster under test; empty where there is none. */
    kubeconfig: string;
  }
}

/** The kubeconfig under test; empty where no cluster was found, and everything is skipped. */
export const kubeconfig: string = inject('kubeconfig');

export const noCluster = kubeconfig === '';

let opened: KubeApi | undefined;

/** The cluster under test, as the kubeconfig's own user, who may do everything. */
export function cluster(): KubeApi {
  opened ??= connect(kubeconfig);
  return opened;
}

/** One of the lesser users, or undefined where only one kubeconfig is at hand. */
export function userApi(user: 'operator' | 'viewer' | 'stranger'): KubeApi | undefined {
  const file = noCluster ? undefined : sibling(kubeconfig, user);
  return file === undefined ? undefined : connect(file);
}
