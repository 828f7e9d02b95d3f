import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '#e2e/contract/eventually.ts';
import { kubectl, kubectlJson, makeNamespace } from './kubectl.ts';

const fixtures = join(import.meta.dirname, 'fixtures');

/** What each pod of `fixtures/trouble.yaml` comes to, in kubectl's STATUS column. */
const expected: Record<string, RegExp> = {
  completed: /^Completed$/,
  failed: /^Error$/,
  'crash-loop': /^CrashLoopBackOff$/,
  init: /^Init:0\/1$/,
  'init-crash-loop': /^Init:CrashLoopBackOff$/,
  'image-pull': /^ImagePullBackOff$/,
  unschedulable: /^Pending$/,
  'half-ready': /^Running$/,
  terminating: /^Terminating$/,
};

export interface FleetScene {
  namespace: string;
  remove(): Promise<void>;
}

/** Builds the scene of `fixtures/` in a namespace of its own, and waits until everything came to its state. */
export async function buildScene(): Promise<FleetScene> {
  const namespace = `proof-fleet-${randomBytes(3).toString('hex')}`;
  await makeNamespace(namespace);
  for (const file of readdirSync(fixtures).sort(networksFirst)) {
    await kubectl('apply', '-n', namespace, '-f', join(fixtures, file));
  }
  for (const set of [
    'deployment/firewall',
    'deployment/waf',
    'deployment/lb',
    'statefulset/router-a',
    'statefulset/router-b',
  ]) {
    await kubectl('rollout', 'status', set, '-n', namespace, '--timeout=120s');
  }
  await kubectl('wait', '--for=condition=Ready', 'pod/terminating', '-n', namespace, '--timeout=60s');
  await kubectl('delete', 'pod', 'terminating', '-n', namespace, '--wait=false');
  await eventually('every pod to come to its state', () => settled(namespace), 120);
  await eventually('an established BGP session', () => established(namespace, 'router-a-0'), 60);
  return {
    namespace,
    async remove() {
      await kubectl('delete', 'pods', '--all', '-n', namespace, '--grace-period=0', '--force');
      await kubectl('delete', 'namespace', namespace, '--wait=false');
    },
  };
}

/** Definitions have to be there before the pods that name them. */
function networksFirst(a: string, b: string): number {
  return Number(b === 'networks.yaml') - Number(a === 'networks.yaml') || a.localeCompare(b);
}

async function settled(namespace: string): Promise<true | undefined> {
  const lines = (await kubectl('get', 'pods', '-n', namespace, '--no-headers')).split('\n');
  const status = new Map(lines.map((line) => line.trim().split(/\s+/)).map((words) => [words[0], words[2]]));
  return Object.entries(expected).every(([name, wanted]) => wanted.test(status.get(name) ?? ''))
    ? true
    : undefined;
}

/** One peer of `show bgp vrf all summary json`. */
export interface BgpPeer {
  state: string;
  remoteAs: number;
  pfxRcd: number;
  pfxSnt: number;
}

/** Peers of the default VRF's IPv4 unicast family, as vtysh in the pod tells. */
export async function bgpPeers(namespace: string, pod: string): Promise<Record<string, BgpPeer>> {
  const text = await kubectl(
    'exec',
    '-n',
    namespace,
    pod,
    '--',
    'vtysh',
    '-c',
    'show bgp vrf all summary json',
  );
  const summary = JSON.parse(text) as { default?: { ipv4Unicast?: { peers: Record<string, BgpPeer> } } };
  return summary.default?.ipv4Unicast?.peers ?? {};
}

async function established(namespace: string, pod: string): Promise<true | undefined> {
  const peers = Object.values(await bgpPeers(namespace, pod));
  return peers.length > 0 && peers.every((peer) => peer.state === 'Established' && peer.pfxRcd > 0)
    ? true
    : undefined;
}

interface PodList {
  items: {
    metadata: { name: string };
    status: { phase: string };
    spec: { containers: { name: string }[] };
  }[];
}

/** Pods of a namespace that run, with their first container. */
export async function runningPods(
  namespace: string,
  selector: string,
): Promise<{ name: string; container: string }[]> {
  const list = await kubectlJson<PodList>('get', 'pods', '-n', namespace, '-l', selector);
  return list.items
    .filter((item) => item.status.phase === 'Running')
    .map((item) => ({ name: item.metadata.name, container: item.spec.containers[0]?.name ?? '' }));
}
