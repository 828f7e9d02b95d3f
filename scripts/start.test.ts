import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLab } from '#lib/lab/start.ts';

const folder = mkdtempSync(join(tmpdir(), 'cnf-console-start-'));
const kubeconfig = join(folder, 'kubeconfig');
const node = join(import.meta.dirname, '../node_modules/.bin/node');
let lab: Awaited<ReturnType<typeof startLab>>;

beforeAll(async () => {
  lab = await startLab({ scenario: 'empty' });
  writeFileSync(kubeconfig, lab.kubeconfig);
  // Enough of a build for the settings to be looked at.
  writeFileSync(join(folder, 'BUILD_ID'), 'test');
});
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true });
});

/** What `npm start` says with these settings, and its exit status. The lab answers from this process, so it must not block. */
async function start(settings: Record<string, string>) {
  const child = spawn(node, ['scripts/start.ts'], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      NEXT_DIST_DIR: folder,
      KUBECONFIG: kubeconfig,
      ...settings,
    },
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const status = await new Promise((resolve) => child.once('close', resolve));
  return { said: said.trim(), status };
}

test.each([
  ['a missing build', { NEXT_DIST_DIR: '/nowhere' }, /no build yet: run `npm run build`/],
  ['a missing kubeconfig', { KUBECONFIG: '/nowhere/config' }, /kubeconfig \/nowhere\/config does not exist/],
  ['an unknown context', { CNF_CONTEXT: 'nobody' }, /has no context nobody \(it has admin, operator/],
  ['a wrong port', { PORT: 'http' }, /PORT must be a port number/],
  ['an open address without a sign-in', { HOST: '0.0.0.0' }, /HOST=0\.0\.0\.0 is not a loopback address/],
])('%s ends the start with one sentence', async (_, settings, sentence) => {
  const { said, status } = await start(settings);
  expect(status).toBe(1);
  expect(said.split('\n')).toHaveLength(1);
  expect(said).toMatch(sentence);
});

test('an API server that does not answer ends the start with one sentence', async () => {
  const unreachable = join(folder, 'unreachable');
  // Port 9 is discard's; nothing listens there.
  writeFileSync(unreachable, lab.kubeconfig.replace(/https:\/\/127\.0\.0\.1:\d+/, 'https://127.0.0.1:9'));
  const { said, status } = await start({ KUBECONFIG: unreachable });
  expect(status).toBe(1);
  expect(said).toMatch(
    /^CNF Console cannot start: The API server https:\/\/127\.0\.0\.1:9 does not answer: .+$/,
  );
});

test('a port in use ends the start with one sentence', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { said, status } = await start({ HOST: '127.0.0.1', PORT: String(port) });
  await new Promise((resolve) => taken.close(resolve));
  expect(status).toBe(1);
  expect(said).toMatch(new RegExp(`^CNF Console cannot start: Port ${port} is in use: .+$`));
});
