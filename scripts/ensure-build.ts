import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What a build is made of; tests and the lab are not in it. */
const sources = [
  'app',
  'components',
  'lib',
  'public',
  'next.config.js',
  'postcss.config.js',
  'tsconfig.json',
  'package-lock.json',
  'package.json',
];
const leftOut = /(^|\/)(lab|__fixtures__)(\/|$)|\.test\.tsx?$/;

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    const files = statSync(source).isDirectory()
      ? readdirSync(source, { recursive: true, encoding: 'utf8' })
          .map((name) => join(source, name))
          .filter((name) => !leftOut.test(name) && statSync(name).isFile())
          .sort()
      : [source];
    for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * Runs `next build` unless the last build was made from the very same sources.
 * Gives the exit status; what the build prints is shown only when it fails.
 */
export async function ensureBuild({ force = false } = {}): Promise<number> {
  const folder = process.env.NEXT_DIST_DIR ?? '.next';
  const stamp = join(folder, 'sources.sha256');
  const wanted = fingerprint();
  if (
    !force &&
    existsSync(join(folder, 'BUILD_ID')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === wanted
  ) {
    console.log('The build is up to date.');
    return 0;
  }
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const progress = setInterval(() => console.log(`Building the console … ${seconds()}`), 5_000);
  console.log('Building the console (about half a minute; later starts skip this) …');
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
  const child = spawn(process.execPath, [next, 'build'], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
  const status = await new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
  clearInterval(progress);
  if (status !== 0) {
    process.stderr.write(Buffer.concat(output));
    console.error(`The build failed after ${seconds()}.`);
    return status;
  }
  writeFileSync(stamp, wanted);
  console.log(`Built in ${seconds()}.`);
  return 0;
}
