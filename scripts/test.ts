import { spawn } from 'node:child_process';
import { once } from 'node:events';
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

/** Runs a script with Node, and says whether it ended well. */
async function run(
  title: string,
  script: string,
  args: string[],
  env: Partial<NodeJS.ProcessEnv> = {},
): Promise<boolean> {
  console.log(`\n── ${title}`);
  const child = spawn(process.execPath, [script, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  const [status] = await once(child, 'close');
  return status === 0;
}

interface Count {
  passed: number;
  failed: string[];
}

const step = (title: string, good: boolean): Count =>
  good ? { passed: 1, failed: [] } : { passed: 0, failed: [title] };

/** What counts as one test; as others run beside it, its output comes when it has ended. */
async function check(title: string, script: string, args: string[]): Promise<Count> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const printed: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(chunk));
  const [status] = await once(child, 'close');
  console.log(`\n── ${title}\n${Buffer.concat(printed)}`);
  return step(title, status === 0);
}

/** Next.js writes the types of its routes; a fresh clone has none yet. */
const types = async (): Promise<Count[]> => [
  await check('Route types', bin('next'), ['typegen']),
  await check('Types', bin('typescript', 'tsc'), ['--noEmit']),
];
const lint = async (): Promise<Count[]> => [
  await check('Lint and format', bin('@biomejs/biome', 'biome'), ['check', '--error-on-warnings', '.']),
  await check('Unused code', bin('knip'), []),
];

/** A runner's own counts; a runner that ended badly without naming a failure is one failure. */
function counted<Report>(title: string, good: boolean, file: string, read: (report: Report) => Count): Count {
  const count = existsSync(file) ? read(JSON.parse(readFileSync(file, 'utf8'))) : step(title, false);
  return good || count.failed.length > 0 ? count : { ...count, failed: [title] };
}

interface VitestReport {
  numPassedTests: number;
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[];
}
const ofVitest = ({ numPassedTests, testResults }: VitestReport): Count => ({
  passed: numPassedTests,
  failed: testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(process.cwd(), name);
    const names = assertionResults.filter((one) => one.status === 'failed').map(({ fullName }) => fullName);
    // A file that could not begin has no test that failed.
    return status === 'failed' && names.length === 0 ? [file] : names.map((one) => `${file} › ${one}`);
  }),
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

async function vitest(title: string, args: string[], env: Partial<NodeJS.ProcessEnv> = {}): Promise<Count> {
  const report = join(folder, `${title.replaceAll(' ', '-')}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const good = await run(title, bin('vitest'), ['run', ...reporters, ...args], env);
  return counted(title, good, report, ofVitest);
}

async function playwright(title: string): Promise<Count> {
  const report = join(folder, 'browser.json');
  const good = await run(title, bin('@playwright/test', 'playwright'), ['test'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  });
  return counted(title, good, report, ofPlaywright);
}

/** Suites that reach a cluster over its API. */
const onCluster = ['-c', 'vitest.cluster.config.ts'];
const lab = { CONTRACT_TARGET: 'lab' };
const counts: Count[] = process.argv.includes('--cluster')
  ? [await vitest('Real cluster', onCluster)]
  : [
      ...(await Promise.all([types(), lint()])).flat(),
      await vitest('Unit tests', []),
      await vitest('Contract of the lab', [...onCluster, '--project', 'contract'], lab),
      await playwright('Browser tests'),
    ];
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.flatMap((count) => count.failed);
console.log('');
for (const name of failed) console.log(`failed: ${name}`);
console.log(`${passed} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
