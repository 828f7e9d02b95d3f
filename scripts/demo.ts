import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ensureBuild } from './ensure-build.ts';

/**
 * `npm run demo [-- --scenario NAME] [-- --dev]`: the embedded lab in one process, the console in another, pointed at
 * it by a kubeconfig as at any cluster.
 */
const { values } = parseArgs({
  options: { scenario: { type: 'string', default: 'talk-chain' }, dev: { type: 'boolean', default: false } },
});

const folder = mkdtempSync(join(tmpdir(), 'cnf-console-demo-'));
const kubeconfig = join(folder, 'kubeconfig');
const children: ChildProcess[] = [];
let ending = false;

function end(status: number): void {
  if (ending) return;
  ending = true;
  for (const child of children) child.kill('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
  process.exitCode = status;
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end(0));

// A small young generation, as in `npm start`: both keep rows for long, and a third of the memory is saved.
function run(script: string, args: string[], env: Partial<NodeJS.ProcessEnv> = {}): ChildProcess {
  const child = spawn(process.execPath, ['--max-semi-space-size=4', script, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  child.on('exit', (code) => end(code ?? 1));
  return child;
}

/** The line that a child prints when it listens; others (Next.js' own) are not for whoever watches the demo start. */
function lineWith(child: ChildProcess, text: string): Promise<string> {
  return new Promise((resolve) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => line.includes(text) && resolve(line));
  });
}

console.log(`Starting the embedded lab, scenario ${values.scenario} …`);
const lab = lineWith(
  run('lib/lab/main.ts', [
    '--scenario',
    values.scenario,
    '--port',
    process.env.LAB_PORT ?? '0',
    '--kubeconfig-out',
    kubeconfig,
  ]),
  'http',
);
const built = values.dev ? 0 : await ensureBuild();
if (built !== 0) end(built);
// A lab that could not start has said why, and ended the demo while it was built.
if (!ending) {
  console.log(`Embedded lab: ${await lab}`);
  const args = values.dev ? ['--dev'] : [];
  const env: Partial<NodeJS.ProcessEnv> = {
    KUBECONFIG: kubeconfig,
    NODE_ENV: values.dev ? 'development' : 'production',
  };
  console.log(await lineWith(run('scripts/start.ts', args, env), 'CNF Console'));
  console.log(`This is a simulated cluster. kubectl works on it too: export KUBECONFIG=${kubeconfig}`);
  console.log('Ctrl+C ends both.');
}
