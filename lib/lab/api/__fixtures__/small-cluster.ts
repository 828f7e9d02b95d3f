import type { AddressInfo } from 'node:net';
import { Faults } from '../faults.ts';
import type { ExecRequest, LogRequest } from '../hooks.ts';
import type { LabObject } from '../object.ts';
import { resourceOf } from '../resources.ts';
import { createLabServer, type LabServerOptions } from '../server.ts';
import { Store } from '../store.ts';

/** The time of the small cluster: it stands still. */
export const now = new Date('2026-01-10T12:00:00Z');

const users = new Map([
  ['admin-token', { name: 'admin', groups: ['system:masters'] }],
  ['viewer-token', { name: 'viewer', groups: ['viewers'] }],
  ['stranger-token', { name: 'stranger', groups: [] }],
]);

export function object(
  kind: string,
  name: string,
  fields: Record<string, unknown> = {},
  namespace = 'edge',
): LabObject {
  const resource = resourceOf(kind);
  const apiVersion = resource.group === '' ? resource.version : `${resource.group}/${resource.version}`;
  const metadata = {
    name,
    ...(resource.namespaced ? { namespace } : {}),
    creationTimestamp: '2026-01-10T10:00:00Z',
  };
  const { metadata: more, ...rest } = fields;
  return { apiVersion, kind: resource.kind, metadata: { ...metadata, ...(more as object) }, ...rest };
}

/** A pod that runs one container on node-1. */
export function runningPod(name: string, labels: Record<string, string> = { app: 'waf' }): LabObject {
  return object('Pod', name, {
    metadata: { labels },
    spec: { nodeName: 'node-1', containers: [{ name: 'main', image: 'registry.example/waf:v2.24.123' }] },
    status: {
      phase: 'Running',
      podIP: '10.0.10.1',
      conditions: [{ type: 'Ready', status: 'True' }],
      containerStatuses: [
        {
          name: 'main',
          ready: true,
          restartCount: 10,
          state: { running: { startedAt: '2026-01-06T14:00:00Z' } },
          lastState: { terminated: { exitCode: 1, finishedAt: '2026-01-06T14:00:00Z' } },
        },
      ],
    },
  });
}

/** A store with a namespace, a node, three pods and a viewer who may read them. */
export function smallStore(): Store {
  const store = new Store({ now: () => now });
  const add = (item: LabObject) => store.create(resourceOf(item.kind), item);
  add(object('Namespace', 'edge', { status: { phase: 'Active' } }));
  add(object('Node', 'node-1', { status: { conditions: [{ type: 'Ready', status: 'True' }] } }));
  for (const name of ['waf-a', 'waf-b']) add(runningPod(name));
  add(runningPod('router-0', { app: 'router' }));
  add(
    object('ClusterRole', 'view', {
      rules: [
        {
          apiGroups: ['', 'apps'],
          resources: ['pods', 'pods/log', 'deployments'],
          verbs: ['get', 'list', 'watch'],
        },
      ],
    }),
  );
  add(
    object('RoleBinding', 'viewers', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
      subjects: [{ kind: 'Group', name: 'viewers' }],
    }),
  );
  return store;
}

async function* exec(request: ExecRequest) {
  if (request.command[0] === 'false') {
    yield { stderr: 'no\n' };
    return 3;
  }
  if (request.stdin !== undefined) for await (const bytes of request.stdin) yield { stdout: bytes };
  yield { stdout: `${request.command.join(' ')}\n` };
  return 0;
}

async function* logs(request: LogRequest) {
  yield `${request.pod} ${request.container} previous=${request.previous}\n`;
}

/** A server on a free port of the loopback. */
export async function startServer(store = smallStore(), options: Partial<LabServerOptions> = {}) {
  const faults = new Faults();
  const server = createLabServer({ store, users, exec, logs, faults, ...options });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `${options.tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const request = (path: string, init: RequestInit & { token?: string } = {}) =>
    fetch(url + path, {
      ...init,
      headers: {
        authorization: `Bearer ${init.token ?? 'admin-token'}`,
        ...(init.headers as Record<string, string>),
      },
    });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, store, faults, request, stop };
}
