import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { type ActingConsole, actingConsole } from '#e2e/lab/acting-console.ts';
import type { ConfigCheck } from '#lib/contracts/config-check.ts';
import { resourceOf } from '#lib/lab/api/resources.ts';
import type { Store } from '#lib/lab/api/store.ts';
import { type RunningLab, startLab } from '#lib/lab/start.ts';

let lab: RunningLab;
let operator: ActingConsole;

beforeAll(async () => {
  lab = await startLab();
  operator = await actingConsole(lab.kubeconfig, 'operator');
});
afterAll(async () => {
  await operator.stop();
  await lab.close();
});

const input = (name: string, more: Record<string, unknown> = {}) => ({
  namespace: 'cnf-edge',
  name,
  image: 'quay.io/frrouting/frr:8.4.4',
  kind: 'statefulsets',
  replicas: 1,
  chain: { name: 'internet-edge', position: 25 },
  networks: [{ network: 'ext1', addresses: ['192.168.201.30/24'] }],
  config: {
    asn: 65003,
    routerId: '192.0.2.3',
    neighbors: [{ address: '192.168.201.224', asn: 65001 }],
    announce: ['10.3.0.0/24'],
  },
  ...more,
});

const plurals = ['configmaps', 'poddisruptionbudgets', 'services', 'statefulsets', 'deployments'] as const;
const there = (name: string): string[] =>
  plurals.filter((plural) => lab.store.get(resourceOf(plural), 'cnf-edge', name) !== undefined);

const statefulSet = (name: string) =>
  ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name, namespace: 'cnf-edge' },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } } },
    },
  }) as unknown as Parameters<Store['create']>[1];

interface Problem {
  status: number;
  detail: string;
  errors?: { field: string }[];
  right?: { verb: string; resource: string };
  reason?: { code: string };
}
const send = <Body = Problem>(body: unknown, path = '', headers = {}) =>
  operator.send<Body>('POST', `/api/v1/start-frr${path}`, body, headers);

interface Preview {
  check: ConfigCheck;
  namespaceExists: boolean;
  yaml: string;
  objects: { kind: string; accepted: boolean; refusal: string | null }[];
}

it('shows what would be created, tried and not stored', async () => {
  const { status, body } = await send<Preview>(input('router-p'), '/preview');
  expect(status).toBe(200);
  expect(body.namespaceExists).toBe(true);
  expect(body.objects.map(({ kind, accepted }) => [kind, accepted])).toEqual([
    ['ConfigMap', true],
    ['PodDisruptionBudget', true],
    ['Service', true],
    ['StatefulSet', true],
  ]);
  expect(body.yaml.match(/^---$/gm)).toHaveLength(3);
  expect(body.yaml).not.toMatch(/[&*]a\d/);
  expect(there('router-p')).toEqual([]);
});

it('says plainly that there is no such namespace', async () => {
  const absent = input('router-p', { namespace: 'nowhere' });
  const preview = await send<Preview>(absent, '/preview');
  expect(preview.body.namespaceExists).toBe(false);
  expect(preview.body.objects[0]?.refusal).toBe(
    'There is no namespace nowhere: create it first, or choose another.',
  );
  const { status, body } = await send(absent);
  expect([status, body.detail]).toEqual([
    404,
    'There is no namespace nowhere: create it first, or choose another.',
  ]);
});

it('creates everything, records it, and the pod runs', async () => {
  const { status, body } = await send<{
    id: string;
    by: string;
    objects: { kind: string }[];
    takeBack: string;
  }>(input('router-c', { reason: 'a third way out' }));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    by: 'operator',
    action: 'startFunction',
    summary: 'start router-c with quay.io/frrouting/frr:8.4.4',
    takeBack:
      'kubectl delete -n cnf-edge statefulset/router-c service/router-c poddisruptionbudget/router-c configmap/router-c',
  });
  expect(there('router-c')).toEqual(['configmaps', 'poddisruptionbudgets', 'services', 'statefulsets']);
  await eventually('the pod', async () => lab.store.get(resourceOf('pods'), 'cnf-edge', 'router-c-0'));
  const audit = await operator.send<{ items: { id: string; outcome: { state: string } | null }[] }>(
    'GET',
    '/api/v1/audit?namespace=cnf-edge',
  );
  expect(audit.body.items.find(({ id }) => id === body.id)?.outcome?.state).toBe('done');
});

it('creates nothing where one of its objects exists', async () => {
  const { status, body } = await send(input('router-a'));
  expect(status).toBe(409);
  expect(body.detail).toBe('ConfigMap router-a exists already in namespace cnf-edge.');
  const before = there('waf');
  const last = await send(input('waf', { kind: 'deployments' }));
  expect(last.status).toBe(409);
  expect(there('waf')).toEqual(before);
});

it('acts once by the same key', async () => {
  const headers = { 'idempotency-key': 'start-router-k' };
  const first = await send<{ id: string }>(input('router-k'), '', headers);
  const second = await send<{ id: string }>(input('router-k'), '', headers);
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(second.body.id).toBe(first.body.id);
});

it('says what was created before an object failed, and how to take it back', async () => {
  const create = lab.store.create.bind(lab.store);
  // Somebody else is faster between two of its objects.
  vi.spyOn(lab.store, 'create').mockImplementation((resource, object, options) => {
    const made = create(resource, object, options);
    if (resource.plural === 'services' && !options?.dryRun)
      create(resourceOf('statefulsets'), statefulSet('router-h'));
    return made;
  });
  const { status, body } = await send(input('router-h'));
  vi.restoreAllMocks();
  expect(status).toBe(422);
  expect(body.detail).toBe(
    'StatefulSet router-h exists already in namespace cnf-edge. Created before that: ConfigMap router-h, PodDisruptionBudget router-h, Service router-h. To take it back: kubectl delete -n cnf-edge service/router-h poddisruptionbudget/router-h configmap/router-h',
  );
});

it('refuses a text that FRR would carry out when it reads it', async () => {
  const { status, body } = await send(
    input('router-x', {
      config: { text: 'hostname x\ncopy a b\nwrite terminal\nconfigure\nend\nwrite file\n' },
    }),
  );
  expect([status, body.reason?.code]).toEqual([422, 'config-dangerous']);
  expect(there('router-x')).toEqual([]);
});

it('has a text checked by an FRR of the same image, and starts what that refuses only where it is asked for', async () => {
  const faulty = {
    config: { text: 'router bgp 65003\n neighbor 192.0.2.9 remote-ass 65001\nexit\ninterface net7\nexit\n' },
  };
  const { body } = await send<Preview>(input('router-f', faulty), '/preview');
  expect(body.check).toMatchObject({
    ok: false,
    checkedWith: expect.stringMatching(/^vtysh 8\.4\.4 in \S+$/),
  });
  expect(body.check.problems.map(({ line, code }) => [line, code])).toEqual([
    [2, 'unknown-command'],
    [2, 'neighbor-without-remote-as'],
    [4, 'interface-not-attached'],
  ]);
  const { status, body: refused } = await send(input('router-f', faulty));
  expect([status, refused.reason?.code]).toEqual([422, 'config-invalid']);
  expect(there('router-f')).toEqual([]);
  const despite = await send(input('router-f', { ...faulty, unchecked: true }));
  expect(despite.status).toBe(200);
});

it('says so where no FRR of the image runs', async () => {
  vi.stubEnv('PATH', '/nowhere');
  const { body } = await send<Preview>(
    input('router-n', { image: 'quay.io/frrouting/frr:9.9.9' }),
    '/preview',
  );
  vi.unstubAllEnvs();
  expect(body.check).toMatchObject({
    ok: null,
    checkedWith: null,
    checks: [{ state: 'not-checked', code: 'no-such-image', expected: '9.9.9' }],
  });
});
