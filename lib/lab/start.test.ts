import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningLab, startLab } from './start.ts';

const run = promisify(execFile);

// The list of the talk, column by column.
const talkList = `argo-kqdz6|2/2|Running|0|4h23m
aspen-lsr67|2/2|Running|0|4d
bdbewaf-9z5ft|2/2|Running|0|4d
dnsmasq-748d9f659-rtdfn|2/2|Running|10 (3d22h ago)|4d
envoy-2n75l|2/2|Running|0|4d
etcd-0|2/2|Running|0|4d
etcd-defrag-28106160-hgk2s|0/2|Completed|0|3d2h
frr-gdl8l|3/3|Running|0|4d
ganges-9fccc986d-ztzdb|2/2|Running|3 (3d20h ago)|6d1h
gubernator-648b9f559-b8qz1|2/2|Running|4 (3d20h ago)|6d1h
ike-ddd8p|2/2|Running|0|4d
keepalived-n8vxh|2/2|Running|0|6d1h
obelix-cztlm|2/2|Running|0|4d
openvpn-j77q4|3/3|Running|0|4d
opera-x9tfw|2/2|Running|8 (4h22m ago)|4d
phobos1-8bdccbcb-bscpc|2/2|Running|1 (3d20h ago)|4d
piku-7b96df9b48-tlm56|2/2|Running|0|4d
pmtud-8dfwx|2/2|Running|0|4d
ver-59f5b67dc7-db29n|2/2|Running|2 (3d23h ago)|4d
ver-6c8j8|2/2|Running|3 (3d22h ago)|4d
webroot-rfm6g|2/2|Running|0|4d`.split('\n');

const hasKubectl = await run('kubectl', ['version', '--client']).then(
  () => true,
  () => false,
);

describe('a started lab', () => {
  let lab: RunningLab;
  const folder = mkdtempSync(join(tmpdir(), 'lab-'));
  const kubeconfig = join(folder, 'kubeconfig');
  beforeAll(async () => {
    lab = await startLab({ scenario: 'pod-list' });
    writeFileSync(kubeconfig, lab.kubeconfig);
  });
  afterAll(async () => {
    await lab.close();
    rmSync(folder, { recursive: true });
  });
  const kubectl = async (...args: string[]) =>
    (await run('kubectl', ['--kubeconfig', kubeconfig, ...args])).stdout;

  it.skipIf(!hasKubectl)('shows the talk’s list through kubectl, to the letter', async () => {
    const lines = (await kubectl('get', 'pods', '--no-headers')).trimEnd().split('\n');
    expect(lines.map((line) => line.split(/\s{2,}/).join('|'))).toEqual(talkList);
  });

  it.skipIf(!hasKubectl)('knows who asks', async () => {
    await expect(kubectl('--context', 'stranger', 'get', 'pods')).rejects.toThrow('forbidden');
    expect(await kubectl('--context', 'viewer', 'get', 'pods')).toContain('argo-kqdz6');
    await expect(kubectl('--context', 'viewer', 'delete', 'pod', 'argo-kqdz6')).rejects.toThrow('forbidden');
  });
});

describe('the lab’s own paths', () => {
  it('tell the scenarios, switch them and set faults', async () => {
    const lab = await startLab({ scenario: 'empty', tls: false });
    const ask = async (method: string, path: string, body?: unknown) => {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
      const response = await fetch(`${lab.url}${path}`, init);
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    const list = await ask('GET', '/lab/scenarios');
    expect(list.body.items).toContainEqual(
      expect.objectContaining({ name: 'talk-chain', title: expect.anything() }),
    );
    expect((await ask('PUT', '/lab/scenario', { name: 'restricted' })).body).toEqual({ name: 'restricted' });
    expect((await ask('GET', '/lab/scenario')).body).toEqual({ name: 'restricted' });
    expect(await ask('PUT', '/lab/scenario', { name: 'nothing' })).toMatchObject({ status: 400 });
    expect((await ask('GET', '/lab/scenario')).body).toEqual({ name: 'restricted' });
    expect((await ask('PUT', '/lab/faults', { unavailable: true })).body).toMatchObject({
      unavailable: true,
    });
    expect((await ask('GET', '/version')).status).toBe(503);
    expect((await ask('PUT', '/lab/faults', { unavailable: false, churnPerSecond: 10 })).body).toMatchObject({
      churnPerSecond: 10,
    });
    expect((await ask('PUT', '/lab/faults', { nonsense: 1 })).status).toBe(400);
    await lab.close();
  });
});
