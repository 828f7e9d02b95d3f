import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * `npm test`: types, lint, unused code, unit tests and browser tests, all of them even where one fails.
 * The last line is `N passed, N failed`.
 */
const folder = mkdtempSync(join(tmpdir(), 'cnf-console-test-'));
const bin = (name: string, command = name): string => {
  const manifest = join(import.meta.dirname, '../node_modules', name, 'package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[command]);
};

function run(title: string, script: string, args: string[], env: Partial<NodeJS.ProcessEnv> = {}): boolean {
  console.log(`\n── ${title}`);
  const { status } = spawnSync(process.execPath, [script, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return status === 0;
}

interface Count {
  passed: number;
  failed: number;
}

/** A step that counts as one test. */
const step = (good: boolean): Count => (good ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

/** A runner's own counts; a runner that ended badly without counting a failure is one failure. */
function counted(good: boolean, report: string, read: (json: Record<string, unknown>) => Count): Count {
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const count = read(JSON.parse(readFileSync(report, 'utf8')));
  return { passed: count.passed, failed: good ? count.failed : Math.max(1, count.failed) };
}

const ofVitest = (json: Record<string, unknown>): Count => ({
  passed: Number(json.numPassedTests),
  failed: Number(json.numFailedTests),
});
const ofPlaywright = (json: Record<string, unknown>): Count => {
  const { expected, flaky, unexpected } = json.stats as Record<string, number>;
  return { passed: (expected ?? 0) + (flaky ?? 0), failed: unexpected ?? 0 };
};

function vitest(title: string, args: string[]): Count {
  const report = join(folder, `${title.replaceAll(' ', '-')}.json`);
  const good = run(title, bin('vitest'), [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ]);
  return counted(good, report, ofVitest);
}

function playwright(title: string): Count {
  const report = join(folder, 'browser.json');
  const good = run(title, bin('@playwright/test', 'playwright'), ['test'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  return counted(good, report, ofPlaywright);
}

const steps: (() => Count)[] = process.argv.includes('--cluster')
  ? [() => vitest('Real cluster', ['-c', 'vitest.cluster.config.ts'])]
  : [
      // Next.js writes the types of its routes; a fresh clone has none yet.
      () => step(run('Route types', bin('next'), ['typegen'])),
      () => step(run('Types', bin('typescript', 'tsc'), ['--noEmit'])),
      () =>
        step(run('Lint and format', bin('@biomejs/biome', 'biome'), ['check', '--error-on-warnings', '.'])),
      () => step(run('Unused code', bin('knip'), [])),
      () => vitest('Unit tests', []),
      () => playwright('Browser tests'),
    ];

const total = steps
  .map((take) => take())
  .reduce((sum, one) => ({
    passed: sum.passed + one.passed,
    failed: sum.failed + one.failed,
  }));
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
