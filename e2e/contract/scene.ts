import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { eventually } from './eventually.ts';
import type { Answer, KubeApi, KubeObject } from './kube-api.ts';
import { cluster, noCluster } from './target.ts';

/** A namespace of its own for one test file; its paths; and what is deleted with it. */
export interface Scene {
  readonly namespace: string;
  /** `/api/v1/namespaces/NS/RESOURCE[/NAME]` */
  core(resource: string, name?: string): string;
  /** `/apis/apps/v1/namespaces/NS/RESOURCE[/NAME]` */
  apps(resource: string, name?: string): string;
  at(groupVersion: string, resource: string, name?: string): string;
}

/** Makes the namespace before a file's tests and deletes it after them, without waiting for it to be gone. */
export function scene(topic: string): Scene {
  const namespace = `proof-${topic}-${randomBytes(3).toString('hex')}`;
  beforeAll(async () => {
    if (noCluster) return;
    must(await cluster().create('/api/v1/namespaces', { metadata: { name: namespace } }), 201);
    // Pods are refused until the controllers have made the namespace's service account, and its token before 1.24.
    await eventually('pods to be admitted', async () => {
      const probe = { metadata: { name: 'probe' }, spec: { containers: [{ name: 'a', image: 'a' }] } };
      const path = `/api/v1/namespaces/${namespace}/pods`;
      return (await cluster().create(path, probe, { dryRun: 'All' })).status === 201 ? true : undefined;
    });
  });
  afterAll(async () => {
    if (!noCluster) await cluster().delete(`/api/v1/namespaces/${namespace}`);
  });
  const join = (base: string, resource: string, name?: string) =>
    `${base}/namespaces/${namespace}/${resource}${name === undefined ? '' : `/${name}`}`;
  return {
    namespace,
    core: (resource, name) => join('/api/v1', resource, name),
    apps: (resource, name) => join('/apis/apps/v1', resource, name),
    at: (groupVersion, resource, name) => join(`/apis/${groupVersion}`, resource, name),
  };
}

/** The body, where the status is the expected one. */
export function must<Body>(answer: Answer<Body>, status = 200): Body {
  if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status}: ${answer.text}`);
  return answer.body;
}

/** Waits until an object is as wanted, and returns it; the failure says how it last was. */
export async function becomes<Item extends KubeObject = KubeObject>(
  api: KubeApi,
  path: string,
  what: string,
  fits: (item: Item) => boolean,
  seconds = 60,
): Promise<Item> {
  let last: unknown;
  try {
    return await eventually(
      what,
      async () => {
        const answer = await api.get<Item>(path);
        last = answer.body;
        return answer.status === 200 && fits(answer.body) ? answer.body : undefined;
      },
      seconds,
    );
  } catch (error) {
    throw new Error(`${String(error)} at ${path}; it was ${JSON.stringify(last).slice(0, 2_000)}`);
  }
}
