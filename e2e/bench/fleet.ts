import { randomBytes } from 'node:crypto';
import type { KubeApi } from '#e2e/contract/kube-api.ts';

export interface Fleet {
  namespace: string;
  names: string[];
  /** Sets a pod's restart count, as a kubelet would after a restart; resolves when the API server answered. */
  restart(name: string, count: number): Promise<void>;
  /** Restarts of random pods but the first, so many a second, until it is stopped. Gives what was done. */
  churn(perSecond: number): { stop(): Promise<number> };
  remove(): Promise<void>;
}

const parallel = 16;

/**
 * Pods that nobody runs: no scheduler takes them, and their status is written as a kubelet would. Each has asked for
 * a secondary network and has a network-status, as a CNF's pod has.
 */
export async function makeFleet(api: KubeApi, count: number, say: (text: string) => void): Promise<Fleet> {
  const namespace = `proof-bench-${randomBytes(3).toString('hex')}`;
  const pods = `/api/v1/namespaces/${namespace}/pods`;
  await expectDone(api.create('/api/v1/namespaces', { metadata: { name: namespace } }));
  await waitForAccount(api, namespace);
  const names = Array.from({ length: count }, (_, number) => `upf-${String(number).padStart(5, '0')}`);
  const queue = names.map((name, number) => ({ name, number }));
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      await expectDone(api.create(pods, manifest(next.name, next.number, namespace)));
      await expectDone(api.patch(`${pods}/${next.name}/status`, 'merge', { status: status(next.number, 0) }));
      if ((next.number + 1) % 1000 === 0) say(`${next.number + 1} pods made`);
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));

  const restart = (name: string, restarts: number) =>
    expectDone(
      api.patch(`${pods}/${name}/status`, 'merge', {
        status: { containerStatuses: containerStatuses(Number(name.slice(4)), restarts) },
      }),
    );
  return {
    namespace,
    names,
    restart,
    churn(perSecond) {
      let done = 0;
      let open = 0;
      const timer = setInterval(() => {
        if (open >= 64) return;
        const name = names[1 + Math.floor(Math.random() * (names.length - 1))] ?? '';
        open += 1;
        void restart(name, done)
          .then(() => {
            done += 1;
          })
          .finally(() => {
            open -= 1;
          });
      }, 1000 / perSecond);
      return {
        async stop() {
          clearInterval(timer);
          while (open > 0) await new Promise((resolve) => setTimeout(resolve, 20));
          return done;
        },
      };
    },
    async remove() {
      await api.delete(pods, { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0 });
      await api.delete(`/api/v1/namespaces/${namespace}`);
    },
  };
}

async function expectDone(sent: Promise<{ status: number; text: string }>): Promise<void> {
  const answer = await sent;
  if (answer.status >= 300) throw new Error(`${answer.status}: ${answer.text.slice(0, 500)}`);
}

async function waitForAccount(api: KubeApi, namespace: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await api.get(`/api/v1/namespaces/${namespace}/serviceaccounts/default`);
    if (answer.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the namespace got no service account');
}

const address = (net: string, number: number) => `${net}.${Math.floor(number / 250)}.${1 + (number % 250)}`;

function manifest(name: string, number: number, namespace: string): unknown {
  const mac = `02:00:00:00:${(number >> 8).toString(16).padStart(2, '0')}:${(number & 255).toString(16).padStart(2, '0')}`;
  return {
    metadata: {
      name,
      labels: { app: 'upf', 'app.kubernetes.io/part-of': 'bench', 'app.kubernetes.io/component': 'upf' },
      annotations: {
        'k8s.v1.cni.cncf.io/networks': 'ext1',
        'k8s.v1.cni.cncf.io/network-status': JSON.stringify([
          {
            name: 'pod-network',
            interface: 'eth0',
            ips: [address('10.245', number)],
            mac,
            default: true,
            dns: {},
          },
          { name: `${namespace}/ext1`, interface: 'net1', ips: [address('10.246', number)], mac, dns: {} },
        ]),
      },
    },
    spec: { schedulerName: 'none', containers: [{ name: 'upf', image: 'registry.local/waf:v2.24.123' }] },
  };
}

function containerStatuses(number: number, restartCount: number): unknown[] {
  const image = 'registry.local/waf:v2.24.123';
  return [
    {
      name: 'upf',
      image,
      imageID: image,
      containerID: `containerd://${number}`,
      ready: true,
      started: true,
      restartCount,
      state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
    },
  ];
}

function status(number: number, restarts: number): unknown {
  const condition = (type: string) => ({ type, status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' });
  return {
    phase: 'Running',
    podIP: address('10.245', number),
    podIPs: [{ ip: address('10.245', number) }],
    startTime: '2026-01-01T00:00:00Z',
    conditions: ['Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map(condition),
    containerStatuses: containerStatuses(number, restarts),
  };
}
