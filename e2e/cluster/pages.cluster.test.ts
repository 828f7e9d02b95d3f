import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { buildConsole, type Console, startConsole } from './console.ts';
import { buildScene, type FleetScene } from './setup.ts';

const root = resolve(import.meta.dirname, '../..');
const playwright = join(
  dirname(createRequire(import.meta.url).resolve('@playwright/test/package.json')),
  'cli.js',
);

/** The pages' stories that need no scenario of the lab, in a browser, on the real cluster. */
describe.skipIf(noCluster)('the pages on a real cluster', () => {
  let scene: FleetScene;
  let console: Console;
  beforeAll(async () => {
    if (noCluster) return;
    buildConsole();
    scene = await buildScene();
    console = await startConsole(kubeconfig);
  });
  afterAll(async () => {
    await console?.stop();
    await scene?.remove();
  });

  it('keep the stories of e2e/pages/anywhere.spec.ts', async () => {
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
