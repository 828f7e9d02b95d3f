import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { sibling } from '#e2e/contract/kubeconfig.ts';
import { cluster, kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { makeCertificate } from '#e2e/oidc/certificate.ts';
import { type Replica, startReplica } from '#e2e/runs/replica.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import type { UpgradePlan } from '#lib/contracts/upgrades.ts';
import { kubectl, kubectlJson } from './kubectl.ts';

const operatorConfig = noCluster ? undefined : sibling(kubeconfig, 'operator');
const namespace = `proof-admission-${randomBytes(3).toString('hex')}`;
const folder = mkdtempSync(join(tmpdir(), 'cnf-admission-'));
/** A registry that is nowhere: only by the webhook can anything be pulled that is asked of it. */
const asked = 'mirror.invalid';
const given = 'registry.local';

interface Containers {
  containers: { image: string }[];
}
interface Review {
  uid: string;
  kind: { kind: string };
  object: {
    metadata: { name?: string };
    spec: Containers & { template?: { metadata: object; spec: Containers } };
  };
}
interface Op {
  op: 'add' | 'replace';
  path: string;
  value: unknown;
}

/** Pods of everybody come from the mirror; of `firewall` the Deployment already says so, with a mark. */
function patchOf({ kind, object }: Review): Op[] {
  const isPod = kind.kind === 'Pod';
  if (!isPod && object.metadata.name !== 'firewall') return [];
  const [place, spec] = isPod ? ['/spec', object.spec] : ['/spec/template/spec', object.spec.template?.spec];
  const ops = (spec?.containers ?? []).flatMap(({ image }, index): Op[] =>
    image.startsWith(asked)
      ? [{ op: 'replace', path: `${place}/containers/${index}/image`, value: image.replace(asked, given) }]
      : [],
  );
  if (isPod || ops.length === 0) return ops;
  return [...ops, { op: 'add', path: '/spec/template/metadata/annotations', value: { mirrored: 'yes' } }];
}

const deployment = (name: string, image: string): string => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  replicas: 2
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      terminationGracePeriodSeconds: 0
      containers: [{name: ${name}, image: '${image}'}]
---`;

describe.skipIf(operatorConfig === undefined)('images that a webhook rewrites', () => {
  let replica: Replica;
  let close = () => {};
  /** Of the pods that stay: one whose turn is over may still be on its way out. */
  const images = async (of: string) => {
    const { items } = await kubectlJson<{
      items: { metadata: { deletionTimestamp?: string }; spec: Containers }[];
    }>(...['get', 'pods', '-n', namespace, '-l', `app=${of}`]);
    const staying = items.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    return staying.map(({ spec }) => spec.containers[0]?.image).sort();
  };
  const template = async (of: string) =>
    (
      await kubectlJson<{ spec: { template: { spec: Containers } } }>(
        'get',
        'deployment',
        of,
        '-n',
        namespace,
      )
    ).spec.template.spec.containers[0]?.image;
  const path = (of: string) => `/api/v1/functions/${namespace}/deployments/${of}/upgrades`;
  const over = (id: string) =>
    eventually(
      `the end of ${id}`,
      async () => {
        const { body } = await replica.send<RunView>('GET', `/api/v1/upgrades/${id}`);
        return body.phase === 'ended' || body.hold ? body : undefined;
      },
      120,
    );
  const upgrade = async (of: string, image: string) => {
    const body = {
      images: { [of]: image },
      strategy: { soakSeconds: 1, limitSeconds: 90, preflight: false },
    };
    const begun = await replica.send<RunView>('POST', path(of), body);
    expect(begun.status, JSON.stringify(begun.body)).toBe(202);
    return over(begun.body.id);
  };

  beforeAll(async () => {
    const { key, cert, caFile } = makeCertificate(folder, 'localhost');
    const server = createServer({ key, cert }, (request, response) => {
      let text = '';
      request.on('data', (chunk) => {
        text += chunk;
      });
      request.on('end', () => {
        const review = (JSON.parse(text) as { request: Review }).request;
        const ops = patchOf(review);
        const patch = Buffer.from(JSON.stringify(ops)).toString('base64');
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({
            apiVersion: 'admission.k8s.io/v1',
            kind: 'AdmissionReview',
            response: {
              uid: review.uid,
              allowed: true,
              ...(ops.length > 0 && { patchType: 'JSONPatch', patch }),
            },
          }),
        );
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    close = () => server.close();
    await kubectl('create', 'namespace', namespace);
    await kubectl('label', 'namespace', namespace, `stage=${namespace}`);
    const rule = { apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'] };
    const made = await cluster().create(
      '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations',
      {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'MutatingWebhookConfiguration',
        metadata: { name: `${namespace}.example.net` },
        webhooks: [
          {
            name: `${namespace}.example.net`,
            clientConfig: {
              url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/`,
              caBundle: readFileSync(caFile).toString('base64'),
            },
            rules: [
              { ...rule, apiGroups: ['apps'], resources: ['deployments'] },
              { ...rule, apiGroups: [''], resources: ['pods'] },
            ],
            namespaceSelector: { matchLabels: { stage: namespace } },
            sideEffects: 'None',
            failurePolicy: 'Fail',
            timeoutSeconds: 10,
            admissionReviewVersions: ['v1'],
          },
        ],
      },
    );
    expect(made.status, made.text).toBe(201);
    // The API server takes up a new configuration within a second or so.
    await eventually('the webhook to be asked', async () => {
      const dry = await kubectl(
        ...['run', 'probe', '-n', namespace, `--image=${asked}/waf:v2.25.0`],
        ...['--restart=Never', '--dry-run=server', '-o', 'jsonpath={.spec.containers[0].image}'],
      );
      return dry.startsWith(given) ? true : undefined;
    });
    const file = join(folder, 'functions.yaml');
    writeFileSync(
      file,
      deployment('waf', `${asked}/waf:v2.24.123`) + deployment('firewall', `${given}/firewall:v1.18`),
    );
    await kubectl('apply', '-f', file);
    for (const name of ['waf', 'firewall'])
      await kubectl('rollout', 'status', `deployment/${name}`, '-n', namespace, '--timeout=120s');
    replica = await startReplica(operatorConfig ?? '', { CNF_NAMESPACES: namespace });
  });

  afterAll(async () => {
    await kubectl('delete', 'mutatingwebhookconfiguration', `${namespace}.example.net`, '--ignore-not-found');
    close();
    rmSync(folder, { recursive: true });
    await replica?.kill();
    await kubectl('delete', 'namespace', namespace, '--wait=false').catch(() => '');
  });

  it('in pods alone: the template tells which pods have changed', async () => {
    expect(await images('waf')).toEqual([`${given}/waf:v2.24.123`, `${given}/waf:v2.24.123`]);
    const run = await upgrade('waf', `${asked}/waf:v2.25.0`);
    expect(run, JSON.stringify([run.hold, run.log])).toMatchObject({ outcome: 'succeeded', hold: null });
    expect(run.forward.map(({ stage }) => stage)).toEqual(['done', 'done']);
    expect(await images('waf')).toEqual([`${given}/waf:v2.25.0`, `${given}/waf:v2.25.0`]);
    expect(await template('waf')).toBe(`${asked}/waf:v2.25.0`);
  });

  it('in the workload: it is told before, and the run takes that for its target', async () => {
    const wish = { images: { firewall: `${asked}/firewall:v1.19` } };
    const plan = await replica.send<UpgradePlan>('POST', `${path('firewall')}/plan`, wish);
    expect(plan.body.rewritten).toEqual({ firewall: `${given}/firewall:v1.19` });
    expect(await template('firewall')).toBe(`${given}/firewall:v1.18`);
    const run = await upgrade('firewall', wish.images.firewall);
    expect(run, JSON.stringify([run.hold, run.log])).toMatchObject({ outcome: 'succeeded', hold: null });
    expect(run.change.images.firewall?.to).toBe(`${given}/firewall:v1.19`);
    expect(run.log.map(({ code }) => code)).toContain('rewritten');
    expect(await images('firewall')).toEqual([`${given}/firewall:v1.19`, `${given}/firewall:v1.19`]);
    const again = await replica.send<{ detail: string }>('POST', path('firewall'), wish);
    expect([again.status, again.body.detail]).toEqual([422, expect.stringContaining('has that already')]);
  });
});
