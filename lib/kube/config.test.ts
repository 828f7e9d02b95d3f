import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadKubeConfig } from './config.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'kubeconfig-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function write(content: unknown): string {
  const file = path.join(folder, `config-${++files}`);
  // JSON is YAML.
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const whole = {
  'current-context': 'lab',
  contexts: [{ name: 'lab', context: { cluster: 'c', user: 'u', namespace: 'edge' } }],
  clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:6443' } }],
  users: [{ name: 'u', user: { token: 'secret' } }],
};

function detail(content: unknown, context?: string): string {
  const loaded = loadKubeConfig({ kubeconfig: write(content), context, env: { PATH: '/nowhere' } });
  if (loaded.ok) throw new Error('expected a fault');
  expect(loaded.fault.kind).toBe('malformed');
  expect(loaded.fault.detail).toContain(folder);
  expect(loaded.fault.detail).not.toContain('secret');
  return loaded.fault.detail;
}

test('the current context leads to server, namespace and credential', () => {
  const loaded = loadKubeConfig({ kubeconfig: write(whole), env: {} });
  if (!loaded.ok) throw new Error(loaded.fault.detail);
  expect(loaded.value.info).toMatchObject({
    name: 'lab',
    server: 'https://127.0.0.1:6443',
    namespace: 'edge',
  });
});

test('of several files the first to say something wins, and missing ones are passed over', () => {
  const other = write({
    ...whole,
    'current-context': 'x',
    clusters: [{ name: 'c', cluster: { server: 'https://other:1' } }],
  });
  const list = ['/nonexistent/config', write(whole), other].join(path.delimiter);
  const loaded = loadKubeConfig({ env: { KUBECONFIG: list } });
  expect(loaded).toMatchObject({
    ok: true,
    value: { info: { name: 'lab', server: 'https://127.0.0.1:6443' } },
  });
});

test('each wrong setting is one sentence that names the file and the remedy', () => {
  expect(detail('a: [')).toContain('is not YAML');
  expect(detail('just text')).toContain('is not a kubeconfig');
  expect(detail({ ...whole, 'current-context': '' })).toContain('has no current-context (it has lab)');
  expect(detail(whole, 'prod')).toContain('has no context prod (it has lab)');
  expect(detail({ ...whole, clusters: [] })).toContain('names the cluster c, which is not defined');
  expect(detail({ ...whole, users: [] })).toContain('names the user u, who is not defined');
  const exec = {
    command: 'aws-login',
    apiVersion: 'client.authentication.k8s.io/v1',
    installHint: 'Get it from the intranet.',
  };
  expect(detail({ ...whole, users: [{ name: 'u', user: { exec } }] })).toMatch(
    /aws-login, .* Get it from the intranet\./,
  );
  const ca = { server: 'https://127.0.0.1:1', 'certificate-authority': 'gone.crt' };
  expect(detail({ ...whole, clusters: [{ name: 'c', cluster: ca }] })).toContain(
    'gone.crt, which does not exist',
  );
});

test('no file at all is said with the remedy', () => {
  const loaded = loadKubeConfig({ kubeconfig: `${folder}/none`, env: {} });
  expect(loaded).toMatchObject({
    ok: false,
    fault: { detail: expect.stringContaining('does not exist. Set KUBECONFIG') },
  });
  expect(loadKubeConfig({ env: { HOME: folder } })).toMatchObject({
    ok: false,
    fault: { detail: expect.stringContaining('No cluster is configured') },
  });
});

test('a token file is read by the name that kubectl knows', () => {
  const users = [{ name: 'u', user: { tokenFile: write('abc') } }];
  const loaded = loadKubeConfig({ kubeconfig: write({ ...whole, users }), env: {} });
  if (!loaded.ok) throw new Error(loaded.fault.detail);
  expect(loaded.value.config.getCurrentUser()?.authProvider).toMatchObject({ name: 'tokenFile' });
});
