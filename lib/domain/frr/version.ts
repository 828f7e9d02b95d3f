import { quote, type Reading } from '../reading.ts';

export interface FrrVersion {
  /** `8.4.4`, `10.3`, `10.2-dev`. */
  version: string;
  hostname: string | null;
  /** `Linux(6.1.0)`, as FRR words it. */
  system: string | null;
}

/** The first line of `show version`, which is text in every release; null where it is something else. */
export function parseVersion(stdout: string): Reading<FrrVersion | null> {
  const line = stdout.split('\n').find((candidate) => candidate.startsWith('FRRouting'));
  const match = line
    ? /^FRRouting (\S+)(?: \(([^)]*)\))?(?: on (.+?)\.?)?\s*$/.exec(line.slice(0, 500))
    : null;
  if (!match?.[1])
    return { value: null, problems: [`Not a version: ${quote(stdout, 200) || 'nothing printed'}`] };
  return { value: { version: match[1], hostname: match[2] ?? null, system: match[3] ?? null }, problems: [] };
}

/** Names of the running daemons: ` zebra bgpd watchfrr`, as `show daemons` prints them on one line. */
export function parseDaemons(stdout: string): Reading<string[]> {
  const names: string[] = [];
  const problems: string[] = [];
  for (const line of stdout.split('\n')) {
    if (line.trim() === '') continue;
    const words = line.trim().split(/\s+/);
    if (words.every((word) => /^[a-z][a-z0-9_-]{1,30}$/.test(word))) names.push(...words);
    else problems.push(quote(line, 200));
  }
  if (names.length === 0 && problems.length === 0) problems.push('No daemon runs.');
  return { value: [...new Set(names)], problems: problems.slice(0, 20) };
}
