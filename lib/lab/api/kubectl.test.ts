import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallStore, startServer } from './__fixtures__/small-cluster.ts';
import { selfSignedCertificate } from './certificate.ts';
import { resourceOf } from './resources.ts';

const minor = kubectlMinor();
let lab: Awaited<ReturnType<typeof startServer>>;
let folder: string;

/** kubectl's minor version, or 0 where there is none. */
function kubectlMinor(): number {
  try {
    const version = execFileSync('kubectl', ['version', '--client', '-o', 'json'], {
      stdio: 'pipe',
    }).toString();
    return Number.parseInt(JSON.parse(version).clientVersion.minor, 10);
  } catch {
    return 0;
  }
}

interface Outcome {
  code: number;
  out: string;
  error: string;
}

const environment = () => ({ ...process.env, KUBECONFIG: join(folder, 'config'), HOME: folder });

function kubectl(...args: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile('kubectl', args, { env: environment() }, (error, out, errorText) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, error: errorText });
    });
  });
}

function applied(manifest: object): Promise<Outcome> {
  const file = join(folder, 'manifest.json');
  writeFileSync(file, JSON.stringify(manifest));
  return kubectl('apply', '-f', file);
}

describe.skipIf(minor === 0)('kubectl', { timeout: 60_000 }, () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lab-kubectl-'));
    const tls = selfSignedCertificate(new Date());
    lab = await startServer(smallStore(), { tls });
    const ca = Buffer.from(tls.cert).toString('base64');
    const user = (name: string) => ({ name, user: { token: `${name}-token` } });
    const context = (name: string) => ({ name, context: { cluster: 'lab', user: name, namespace: 'edge' } });
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'lab', cluster: { server: lab.url, 'certificate-authority-data': ca } }],
      users: [user('admin'), user('viewer')],
      contexts: [context('admin'), context('viewer')],
      'current-context': 'admin',
    };
    writeFileSync(join(folder, 'config'), JSON.stringify(config));
  });
  afterAll(async () => {
    await lab.stop();
    rmSync(folder, { recursive: true });
  });

  it('gets tables, wide ones too', async () => {
    const { out } = await kubectl('get', 'pods', '--no-headers');
    expect(out.split('\n')[1]?.split(/ {2,}/)).toEqual(['waf-a', '1/1', 'Running', '10 (3d22h ago)', '120m']);
    expect((await kubectl('get', 'pods', '-o', 'wide')).out).toContain('NOMINATED NODE');
    expect((await kubectl('get', 'all,nodes,events')).code).toBe(0);
    expect((await kubectl('describe', 'pod', 'waf-a')).out).toContain('Node-Selectors');
  });

  it('watches', async () => {
    const child = spawn('kubectl', ['get', 'pods', '-w', '--no-headers'], { env: environment() });
    let text = '';
    const seen = new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk;
        if (text.includes('waf-b'))
          lab.store.remove(resourceOf('pods'), 'edge', 'router-0', { gracePeriodSeconds: 30 });
        if (text.includes('Terminating')) resolve();
      });
    });
    await seen;
    child.kill();
    expect(text).toMatch(/^router-0 +1\/1 +Terminating/m);
  });

  it('creates, applies, scales, patches, labels and deletes', async () => {
    const create = ['create', 'deployment', 'lb', '--image=lb:v2.21'];
    expect((await kubectl(...create, '--dry-run=server')).out).toContain('created (server dry run)');
    expect((await kubectl(...create)).out).toBe('deployment.apps/lb created\n');
    expect((await kubectl(...create)).error).toContain('already exists');
    const manifest = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'frr' },
      data: { daemons: 'bgpd=yes' },
    };
    expect((await applied(manifest)).out).toBe('configmap/frr created\n');
    expect((await applied(manifest)).out).toBe('configmap/frr unchanged\n');
    expect((await applied({ ...manifest, data: { daemons: 'bgpd=no' } })).out).toBe(
      'configmap/frr configured\n',
    );
    expect((await kubectl('scale', 'deployment', 'lb', '--replicas=3')).code).toBe(0);
    expect((await kubectl('set', 'image', 'deployment/lb', 'lb=lb:v2.22')).code).toBe(0);
    expect((await kubectl('patch', 'deployment', 'lb', '-p', '{"spec":{"paused":true}}')).code).toBe(0);
    expect(lab.store.get(resourceOf('deployments'), 'edge', 'lb')?.spec).toMatchObject({
      replicas: 3,
      paused: true,
      template: { spec: { containers: [{ name: 'lb', image: 'lb:v2.22' }] } },
    });
    const refused = await kubectl('patch', 'deployment', 'lb', '-p', '{"spec":{"replicas":-1}}');
    expect(refused.error).toContain('spec.replicas: Invalid value: -1: must be greater than or equal to 0');
    expect((await kubectl('delete', 'deployment', 'lb')).out).toContain('deployment.apps "lb" deleted');
    expect((await kubectl('get', 'deployment', 'lb')).error).toContain('deployments.apps "lb" not found');
  });

  it('says who may do what', async () => {
    const canI = async (verb: string) =>
      (await kubectl('--context=viewer', 'auth', 'can-i', verb, 'pods')).out.trim();
    expect([await canI('list'), await canI('delete')]).toEqual(['yes', 'no']);
    expect((await kubectl('--context=viewer', 'delete', 'pod', 'waf-a')).error).toContain(
      'User "viewer" cannot delete',
    );
    expect((await kubectl('get', 'secrets', '--as=viewer')).error).toContain(
      'cannot list resource "secrets"',
    );
  });

  it('shows logs', async () => {
    expect((await kubectl('logs', 'waf-a')).out).toBe('waf-a main previous=false\n');
    expect((await kubectl('logs', 'waf-a', '-c', 'other')).error).toContain(
      'container other is not valid for pod waf-a',
    );
  });

  // Earlier releases speak SPDY.
  it.skipIf(minor < 31)('runs commands, with input and exit code', async () => {
    expect((await kubectl('exec', 'waf-a', '--', 'ip', 'addr')).out).toBe('ip addr\n');
    expect(await kubectl('exec', 'waf-a', '--', 'false')).toMatchObject({
      code: 3,
      error: expect.stringContaining('no\n'),
    });
    const child = spawn('kubectl', ['exec', '-i', 'waf-a', '--', 'cat'], { env: environment() });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk;
    });
    child.stdin.end('router bgp 65001\n');
    await new Promise((resolve) => child.on('close', resolve));
    expect(text).toBe('router bgp 65001\ncat\n');
  });
});
