import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CheckedLine, parseCheck } from '#lib/domain/frr/config/check-output.ts';

/** What the vtysh of the machine that the console runs on says of a text. */
export interface LocalCheck {
  /** `8.4.4`, by its own word; null where it does not tell. */
  version: string | null;
  lines: CheckedLine[];
  milliseconds: number;
}

/**
 * Checks a text by the console's own vtysh; null where it has none, or where it did not come to an end. The text is in a file
 * that only this user reads and that is gone afterwards: what Node.js gives a program as standard input is a socket, which
 * nobody can open as `/dev/stdin`. Settings of this machine's own FRR play no part.
 */
export async function checkHere(text: string): Promise<LocalCheck | null> {
  const version = await vtysh(['--help']);
  if (version === null) return null;
  const before = Date.now();
  let folder: string | null = null;
  try {
    folder = await mkdtemp(join(tmpdir(), 'cnf-console-check-'));
    const file = join(folder, 'frr.conf');
    const options = { mode: 0o600 };
    await writeFile(file, text, options);
    await writeFile(join(folder, 'vtysh.conf'), 'service integrated-vtysh-config\n', options);
    const end = await vtysh(['--config_dir', folder, '-C', '-f', file]);
    const lines = parseCheck(end?.stderr ?? '');
    // Anything else than its own words about lines says that it did not come to an end.
    if (end === null || (end.failed && lines.length === 0)) return null;
    return { version: releaseIn(version.stdout), lines, milliseconds: Date.now() - before };
  } catch {
    return null;
  } finally {
    if (folder !== null) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** `Integrated shell for FRR (version 8.4.4).` */
const releaseIn = (help: string): string | null => /\(version (\d+(?:\.\d+)+)/.exec(help)?.[1] ?? null;

/** Null where there is no such program. */
function vtysh(words: string[]): Promise<{ stdout: string; stderr: string; failed: boolean } | null> {
  const options = {
    timeout: 20_000,
    maxBuffer: 2 * 1_048_576,
    env: { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH ?? '' },
  };
  return new Promise((resolve) => {
    execFile('vtysh', words, options, (error, stdout, stderr) =>
      resolve(error?.code === 'ENOENT' ? null : { stdout, stderr, failed: error !== null }),
    ).stdin?.end();
  });
}
