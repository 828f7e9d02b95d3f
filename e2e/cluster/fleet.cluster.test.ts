import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import type { ChainView } from '#lib/domain/chain/chain-view.ts';
import type { NetworkView } from '#lib/domain/network/network.ts';
import type { PodPath } from '#lib/domain/network/path.ts';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import { agreement } from './agreement.ts';
import { type Console, startConsole } from './console.ts';
import { kubectl, kubectlJson } from './kubectl.ts';
import { bgpPeers, buildScene, type FleetScene, runningPods } from './setup.ts';

const root = resolve(import.meta.dirname, '../..');
const playwright = join(
  dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')),
  'cli.js',
);

interface Link {
  ifname: string;
  mtu: number;
  address: string;
  addr_info: { family: string; scope: string; local: string }[];
}
interface Items<Row> {
  items: Row[];
}

/** What the pods of the scene come to. */
const statuses = [
  'Running',
  'Completed',
  'Error',
  'CrashLoopBackOff',
  'Init:0/1',
  'Init:CrashLoopBackOff',
  'ImagePullBackOff',
  'Pending',
  'Terminating',
];

describe.skipIf(noCluster)('the fleet, as the console tells it and as the cluster is', () => {
  let scene: FleetScene;
  let console: Console;
  beforeAll(async () => {
    if (noCluster) return;
    scene = await buildScene();
    console = await startConsole(kubeconfig);
  });
  afterAll(async () => {
    await console?.stop();
    await scene?.remove();
  });

  const podsHere = async () =>
    (await console.get<Items<PodRow>>(`/api/v1/pods?namespace=${scene.namespace}`)).body.items;
  const podDetail = async (name: string) =>
    (await console.get<PodRow & { path: PodPath }>(`/api/v1/pods/${scene.namespace}/${name}`)).body;

  it('agrees with kubectl get pods -A in every column for every pod', async () => {
    // A pod in a crash loop runs for a moment at each attempt: all of them are seen in their state within a while.
    const here = await eventually(
      'every status at once',
      async () => {
        const agreed = await agreement(console, scene.namespace);
        const own = agreed.filter((pod) => pod.namespace === scene.namespace);
        const seen = new Set(own.map((pod) => pod.status));
        return statuses.every((status) => seen.has(status)) && seen.size === statuses.length
          ? own
          : undefined;
      },
      120,
    );
    expect(here.find((pod) => pod.name === 'half-ready')?.ready).toBe('1/2');
  });

  it('agrees with ip -j addr in every interface of every running pod', async () => {
    const rows = await podsHere();
    const pods = await runningPods(scene.namespace, 'app');
    expect(pods.length).toBeGreaterThanOrEqual(7);
    for (const { name, container } of pods) {
      const text = await kubectl(
        'exec',
        '-n',
        scene.namespace,
        name,
        '-c',
        container,
        '--',
        'ip',
        '-j',
        'addr',
      );
      const links = (JSON.parse(text) as Link[]).filter((link) => link.ifname !== 'lo');
      const interfaces = rows.find((row) => row.name === name)?.interfaces ?? [];
      expect(interfaces.map((each) => each.name)).toEqual(links.map((link) => link.ifname));
      expect(interfaces[0]?.name).toBe('eth0');
      for (const link of links) {
        const told = interfaces.find((each) => each.name === link.ifname);
        const addresses = link.addr_info.filter((each) => each.scope === 'global').map((each) => each.local);
        expect([name, link.ifname, told?.addresses]).toEqual([name, link.ifname, addresses]);
        expect([name, link.ifname, told?.mac ?? link.address]).toEqual([name, link.ifname, link.address]);
        expect([name, link.ifname, told?.mtu ?? link.mtu]).toEqual([name, link.ifname, link.mtu]);
        expect(told).toMatchObject({ requested: true, reported: true });
        expect([name, link.ifname, told?.problem?.health ?? 'ok']).toEqual([name, link.ifname, 'ok']);
      }
    }
  });

  it("tells what the routers' interfaces are made of", async () => {
    const router = (await podsHere()).find((row) => row.name === 'router-a-0');
    expect(router?.interfaces).toMatchObject([
      { name: 'eth0', isDefaultRoute: true },
      {
        name: 'net1',
        network: `${scene.namespace}/ext1`,
        kind: 'bridge',
        plugins: ['bridge'],
        ipam: 'static',
      },
      {
        name: 'net2',
        network: `${scene.namespace}/ext2`,
        kind: 'macvlan',
        plugins: ['macvlan', 'tuning'],
        ipam: 'static',
      },
    ]);
  });

  it.each(['router-a-0', 'router-b-0'])('agrees with vtysh on the BGP sessions of %s', async (name) => {
    await expect
      .poll(async () => (await podDetail(name)).routing, { timeout: 240_000, interval: 500 })
      .toMatchObject({ established: 1, configured: 1, down: [], problem: null });
    const peers = await bgpPeers(scene.namespace, name);
    const live = await console.get<{
      sessions: { peer: string; state: string; remoteAs: number; prefixesReceived: number }[];
    }>(`/api/v1/pods/${scene.namespace}/${name}/live/bgp`);
    expect(live.status).toBe(200);
    expect(
      live.body.sessions.map(({ peer, state, remoteAs, prefixesReceived }) => ({
        peer,
        state,
        remoteAs,
        prefixesReceived,
      })),
    ).toEqual(
      Object.entries(peers).map(([peer, told]) => ({
        peer,
        state: told.state,
        remoteAs: told.remoteAs,
        prefixesReceived: told.pfxRcd,
      })),
    );
  });

  it('agrees with the Services on the ways in, and with the node on the way out', async () => {
    interface Service {
      spec: { clusterIP: string; ports: { nodePort?: number; port: number }[] };
    }
    const service = await kubectlJson<Service>('get', 'service', 'waf', '-n', scene.namespace);
    const node = await kubectlJson<{
      items: { metadata: { name: string }; status: { addresses: { type: string; address: string }[] } }[];
    }>('get', 'nodes');
    const pods = await runningPods(scene.namespace, 'app=waf');
    expect(pods).toHaveLength(3);
    for (const { name } of pods) {
      const pod = await podDetail(name);
      const nodeOfPod = node.items.find((item) => item.metadata.name === pod.node);
      const address = nodeOfPod?.status.addresses.find((each) => each.type === 'InternalIP')?.address;
      const nodePort = service.spec.ports[0]?.nodePort;
      const told = {
        service: {
          name: 'waf',
          clusterIP: service.spec.clusterIP,
          dnsName: `waf.${scene.namespace}.svc`,
          ready: 3,
          total: 3,
        },
        podReady: true,
      };
      expect(pod.path.in).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            kind: 'node-port',
            service: expect.objectContaining(told.service),
            port: expect.objectContaining({ port: 80, nodePort }),
            entrances: expect.arrayContaining([expect.stringContaining(`${address}:${nodePort}`)]),
            podReady: true,
          }),
        ]),
      );
      expect(pod.path.node).toEqual({ name: pod.node, address });
      expect(pod.path.out).toEqual([
        expect.objectContaining({ interface: 'eth0', how: 'node-snat', seenAs: address }),
      ]);
    }
    const [lb] = await runningPods(scene.namespace, 'app=lb');
    expect((await podDetail(lb?.name ?? '')).path.in.map((way) => way.kind)).toEqual(['cluster-ip']);
    const router = await podDetail('router-a-0');
    expect(router.path.out.filter((way) => way.how === 'direct').map((way) => way.interface)).toEqual([
      'net1',
      'net2',
    ]);
  });

  it('lists the functions with their versions as they run', async () => {
    const { body } = await console.get<Items<FunctionRow>>(`/api/v1/functions?namespace=${scene.namespace}`);
    const told = new Map(body.items.map((row) => [row.name, row]));
    expect([...told.keys()].sort()).toEqual(['firewall', 'lb', 'router-a', 'router-b', 'waf']);
    expect(told.get('waf')).toMatchObject({
      kind: 'deployments',
      component: 'waf',
      chain: 'proof-chain',
      order: 30,
      versions: [{ version: 'v2.24.123', image: 'registry.local/waf:v2.24.123', replicas: 3, ready: 3 }],
      desired: 3,
      ready: 3,
      health: 'ok',
      approach: 'pod-network',
      routing: false,
    });
    expect(told.get('router-a')).toMatchObject({
      kind: 'statefulsets',
      routing: true,
      approach: 'multus',
      health: 'ok',
    });
    const { status } = await console.get(`/api/v1/functions/${scene.namespace}/deployments/waf`);
    expect(status).toBe(200);
  });

  it('shows the chain in order', async () => {
    const { body } = await console.get<ChainView>(`/api/v1/chains/proof-chain?namespace=${scene.namespace}`);
    expect(body).toMatchObject({ name: 'proof-chain', namespace: scene.namespace, health: 'ok' });
    expect(body.functions.map((row) => [row.order, row.name, row.versions[0]?.version])).toEqual([
      [10, 'router-a', '8.4.4'],
      [20, 'firewall', 'v1.18'],
      [30, 'waf', 'v2.24.123'],
      [40, 'lb', 'v2.21'],
      [50, 'router-b', '8.4.4'],
    ]);
  });

  it('lists the networks with who is attached', async () => {
    const { body } = await console.get<Items<NetworkView>>('/api/v1/networks');
    const network = (name: string) => body.items.find((row) => row.key === `${scene.namespace}/${name}`);
    expect(network('ext1')).toMatchObject({
      kind: 'bridge',
      plugins: ['bridge'],
      ipam: 'static',
      parent: 'cnf-ext1',
    });
    expect(network('ext2')).toMatchObject({
      kind: 'macvlan',
      plugins: ['macvlan', 'tuning'],
      parent: 'cnf-ext2',
    });
    expect(network('ext1')?.attached.map((each) => [each.pod, each.interface, each.addresses])).toEqual([
      ['router-a-0', 'net1', ['192.168.201.71']],
      ['router-b-0', 'net1', ['192.168.201.72']],
    ]);
    expect(body.items.some((row) => row.key === 'pod-network')).toBe(true);
  });

  it('reads interfaces and routes in the pod', async () => {
    for (const what of ['interfaces', 'routes', 'version']) {
      const live = await console.get(`/api/v1/pods/${scene.namespace}/router-a-0/live/${what}`);
      expect([what, live.status]).toEqual([what, 200]);
    }
  });

  it('keeps the stories of e2e/pages/anywhere.spec.ts in a browser', async () => {
    const child = spawn(process.execPath, [playwright, 'test', 'anywhere'], {
      cwd: root,
      env: { ...process.env, BASE_URL: console.url },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
      });
    }
    const code = await new Promise((done) => child.on('close', done));
    expect(code, printed).toBe(0);
  });
});
