import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

/**
 * `npm test`: types, lint, unused code, unit tests and browser tests, all of them even where one fails.
 * What failed is named again at the end, a line `failed: …` each; the last line is `N passed, N failed`.
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
  failed: string[];
}

const step = (title: string, good: boolean): Count =>
  good ? { passed: 1, failed: [] } : { passed: 0, failed: [title] };

/** What counts as one test. */
const check = (title: string, script: string, args: string[]): Count => step(title, run(title, script, args));

/** A runner's own counts; a runner that ended badly without naming a failure is one failure. */
function counted<Report>(title: string, good: boolean, file: string, read: (report: Report) => Count): Count {
  const count = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : step(title, false);
  return good || count.failed.length > 0 ? count : { ...count, failed: [title] };
}

interface VitestReport {
  numPassedTests: number;
  testResults: { name: string; assertionResults: { status: string; fullName: string }[] }[];
}
const ofVitest = ({ numPassedTests, testResults }: VitestReport): Count => ({
  passed: numPassedTests,
  failed: testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => `${relative(process.cwd(), name)} › ${fullName}`),
  ),
});

interface Suite {
  specs: { file: string; line: number; title: string; ok: boolean }[];
  suites?: Suite[];
}
interface PlaywrightReport {
  stats: { expected: number; flaky: number };
  suites: Suite[];
}
const failedOf = ({ specs, suites = [] }: Suite): string[] => [
  ...specs.filter(({ ok }) => !ok).map(({ file, line, title }) => `${file}:${line} › ${title}`),
  ...suites.flatMap(failedOf),
];
const ofPlaywright = ({ stats, suites }: PlaywrightReport): Count => ({
  passed: stats.expected + stats.flaky,
  failed: suites.flatMap(failedOf),
});

function vitest(title: string, args: string[]): Count {
  const report = join(folder, `${title.replaceAll(' ', '-')}.json`);
  const good = run(title, bin('vitest'), [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ]);
  return counted(title, good, report, ofVitest);
}

function playwright(title: string): Count {
  const report = join(folder, 'browser.json');
  const good = run(title, bin('@playwright/test', 'playwright'), ['test'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  return counted(title, good, report, ofPlaywright);
}

const steps: (() => Count)[] = process.argv.includes('--cluster')
  ? [() => vitest('Real cluster', ['-c', 'vitest.cluster.config.ts'])]
  : [
      // Next.js writes the types of its routes; a fresh clone has none yet.
      () => check('Route types', bin('next'), ['typegen']),
      () => check('Types', bin('typescript', 'tsc'), ['--noEmit']),
      () => check('Lint and format', bin('@biomejs/biome', 'biome'), ['check', '--error-on-warnings', '.']),
      () => check('Unused code', bin('knip'), []),
      () => vitest('Unit tests', []),
      () => playwright('Browser tests'),
    ];

const counts = steps.map((take) => take());
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.flatMap((count) => count.failed);
console.log('');
for (const name of failed) console.log(`failed: ${name}`);
console.log(`${passed} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
