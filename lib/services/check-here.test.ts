import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import type { Caller } from './caller.ts';
import { checkText, noPodOf } from './check-config.ts';
import { checkHere } from './check-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'cnf-no-vtysh-'));
const seen = join(folder, 'seen');
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Stands in for vtysh 9.1, which opens its files by name; it knows no `nonsense`. */
const stub = `#!/bin/sh
if [ "$1" = --help ]; then echo 'Integrated shell for FRR (version 9.1).'; exit 0; fi
echo "$*" > ${seen}
[ "$1" = --config_dir ] && [ -r "$2/vtysh.conf" ] && [ "$3" = -C ] && [ "$4" = -f ] || exit 1
[ -f "$5" ] || { echo "% Can't open configuration file $5 due to 'No such file or directory'." >&2; exit 11; }
line=$(sed -n '/nonsense/=' "$5" | head -1)
[ -z "$line" ] || { echo "line $line: % Unknown command[5]: nonsense" >&2; exit 2; }
`;

function withVtysh(script: string): void {
  writeFileSync(join(folder, 'vtysh'), script);
  chmodSync(join(folder, 'vtysh'), 0o755);
  vi.stubEnv('PATH', [folder, process.env.PATH].join(delimiter));
}

const check = async (text: string, expected: string | null) => {
  const asked = { key: 'frr.conf', text, present: null, pods: [], interfaces: [], none: noPodOf(expected) };
  const answer = await checkText({} as Caller, 'edge', asked);
  if (!answer.ok) throw new Error(answer.fault.detail);
  return answer.value;
};

describe('where no pod runs', () => {
  test('the vtysh beside the console checks, and leaves nothing behind', async () => {
    withVtysh(stub);
    const text = 'hostname a\nnonsense $(touch /tmp/hostile) `id`\n';
    expect(await checkHere(text)).toMatchObject({
      version: '9.1',
      lines: [{ line: 2, code: 'unknown-command' }],
    });
    const words = readFileSync(seen, 'utf8').trim().split(' ');
    expect(words.join(' ')).not.toContain('touch');
    expect(existsSync(words.at(-1) ?? '')).toBe(false);
    expect(await checkHere('hostname a\n')).toMatchObject({ lines: [] });
  });

  test('what the same release refuses is wrong; what another refuses may be right', async () => {
    withVtysh(stub);
    const same = await check('nonsense\n', '9.1.2');
    expect(same).toMatchObject({ ok: false, checkedWith: 'vtysh 9.1 of the console' });
    expect(same.problems).toMatchObject([{ severity: 'error', versions: ['9.1'] }]);
    const other = await check('nonsense\n', '10.3');
    expect(other).toMatchObject({ ok: null, checkedWith: null });
    expect(other.checks).toMatchObject([{ how: 'local', version: '9.1', expected: '10.3', code: 'no-pod' }]);
    expect(other.problems).toMatchObject([{ severity: 'warning', source: 'vtysh' }]);
    expect((await check('hostname a\n', '9.1')).ok).toBe(true);
    expect((await check('hostname a\n', '10.3')).ok).toBeNull();
  });

  test('a vtysh that does not come to an end has checked nothing, and neither has one that is not there', async () => {
    withVtysh('#!/bin/sh\n[ "$1" = --help ] || exit 11\n');
    expect(await checkHere('hostname a\n')).toBeNull();
    vi.stubEnv('PATH', '/nowhere');
    expect(await checkHere('hostname a\n')).toBeNull();
    expect(await check('hostname a\n', null)).toMatchObject({
      ok: null,
      checkedWith: null,
      checks: [{ state: 'not-checked', code: 'no-pod' }],
    });
  });
});

const real = ['/usr/bin/vtysh', '/usr/local/bin/vtysh'].some(existsSync);
test.skipIf(!real)('FRR’s own vtysh', async () => {
  const found = await checkHere('router bgp 65001\n neighbor 192.0.2.2 remote-ass 65002\nexit\n');
  expect(found?.version).toMatch(/^\d+\.\d+/);
  expect(found?.lines.map(({ line, message }) => [line, message])).toEqual([
    [2, '% Unknown command: neighbor 192.0.2.2 remote-ass 65002'],
  ]);
  expect((await checkHere('hostname a\n'))?.lines).toEqual([]);
});
