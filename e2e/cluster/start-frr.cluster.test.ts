import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { type ActingConsole, actingConsole } from '#e2e/lab/acting-console.ts';
import { meetingPlace } from './frr-manifest.ts';
import { kubectl } from './kubectl.ts';

const namespace = `start-frr-${Date.now().toString(36)}`;
const octet = 180;
const address = { old: `192.168.201.${octet}`, new: `192.168.201.${octet + 1}` };
const run = promisify(execFile);

let operator: ActingConsole;

/** What kubectl reads from its standard input. */
async function apply(yaml: string): Promise<void> {
  const env = { ...process.env, KUBECONFIG: kubeconfig };
  const applied = run('kubectl', ['apply', '-f', '-'], { env });
  applied.child.stdin?.end(yaml);
  await applied;
}

const input = (name: 'old' | 'new', peer: 'old' | 'new', more: Record<string, unknown>) => ({
  namespace,
  name,
  replicas: 1,
  chain: { name: 'two-routers', position: name === 'old' ? 10 : 20 },
  networks: [{ network: 'ext1', addresses: [`${address[name]}/24`] }],
  config: {
    asn: name === 'old' ? 65101 : 65102,
    routerId: address[name],
    neighbors: [{ address: address[peer], asn: peer === 'old' ? 65101 : 65102, description: `to ${peer}` }],
    announce: [name === 'old' ? '203.0.113.0/26' : '203.0.113.64/26'],
  },
  reason: 'two routers that meet',
  ...more,
});

const routers = [
  input('old', 'new', { image: 'registry.local/frr:8.4.4', kind: 'statefulsets' }),
  input('new', 'old', { image: 'registry.local/frr:10.3', kind: 'deployments' }),
];

describe.skipIf(noCluster)('an FRR that is started on a real cluster', () => {
  beforeAll(async () => {
    await apply(meetingPlace(namespace, 'ext1', 'cnf-ext1'));
    operator = await actingConsole(readFileSync(kubeconfig, 'utf8'));
  });
  afterAll(async () => {
    await operator?.stop();
    await kubectl('delete', 'namespace', namespace, '--wait=false');
  });

  test('every object is accepted by the API server before one is made', async () => {
    for (const body of routers) {
      const { reason: _, ...asked } = body;
      const preview = await operator.send<{ objects: { kind: string; refusal: string | null }[] }>(
        'POST',
        '/api/v1/start-frr/preview',
        asked,
      );
      expect(preview.status).toBe(200);
      expect(preview.body.objects.filter(({ refusal }) => refusal !== null)).toEqual([]);
    }
  });

  test('two FRRs, 8.4.4 in a StatefulSet and 10.3 in a Deployment, speak BGP with each other', async () => {
    for (const body of routers) {
      const started = await operator.send<{ by: string; takeBack: string }>(
        'POST',
        '/api/v1/start-frr',
        body,
      );
      expect(started.status, JSON.stringify(started.body)).toBe(200);
    }
    await kubectl('rollout', 'status', '-n', namespace, 'statefulset/old', '--timeout=120s');
    await kubectl('rollout', 'status', '-n', namespace, 'deployment/new', '--timeout=120s');
    for (const [subject, version, peer, prefix] of [
      ['statefulset/old', '8.4.4', address.new, '203.0.113.64/26'],
      ['deployment/new', '10.3', address.old, '203.0.113.0/26'],
    ] as const) {
      const vtysh = (command: string) =>
        kubectl('exec', '-n', namespace, subject, '--', 'vtysh', '-c', command);
      const summary = await eventually(
        `a session of ${subject}`,
        async () => {
          const text = await vtysh('show bgp ipv4 unicast summary json');
          const found = (JSON.parse(text) as { peers?: Record<string, { state: string; pfxRcd: number }> })
            .peers?.[peer];
          return found?.state === 'Established' && found.pfxRcd > 0 ? found : undefined;
        },
        90,
      );
      expect(summary.pfxRcd).toBe(1);
      expect(await vtysh('show version')).toContain(`FRRouting ${version}`);
      expect(await vtysh('show ip route bgp')).toContain(prefix);
      process.stdout.write(`${subject}\n${await vtysh('show bgp summary')}`);
    }
  });

  test('what exists is not made again, and a namespace that does not is said', async () => {
    const again = await operator.send<{ detail: string }>('POST', '/api/v1/start-frr', routers[0]);
    expect([again.status, again.body.detail]).toEqual([
      409,
      `ConfigMap old exists already in namespace ${namespace}.`,
    ]);
    const nowhere = await operator.send<{ detail: string }>('POST', '/api/v1/start-frr', {
      ...routers[0],
      namespace: 'start-frr-nowhere',
    });
    expect([nowhere.status, nowhere.body.detail]).toEqual([
      404,
      'There is no namespace start-frr-nowhere: create it first, or choose another.',
    ]);
  });

  test('the command of the answer takes everything away', async () => {
    const words = `delete -n ${namespace} statefulset/old service/old poddisruptionbudget/old configmap/old`;
    await kubectl(...words.split(' '));
    const left = await kubectl('get', '-n', namespace, 'configmaps,services,pdb,statefulsets', '-o', 'name');
    expect(left).not.toContain('/old');
  });
});
