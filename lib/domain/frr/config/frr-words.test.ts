import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { consequences, parseCheck } from './check-output.ts';
import { comparisonOf, reloadOutcome } from './comparison.ts';
import { missingDaemon } from './daemons-needed.ts';
import { parseConfig } from './parse.ts';

/** As recorded from running pods of both versions. */
const versions = ['8.4.4', '10.3'] as const;
const sample = (version: string, name: string): string =>
  readFileSync(join(import.meta.dirname, '__fixtures__', version, name), 'utf8');
const end = (version: string, name: string, exitCode: number) => ({
  stdout: sample(version, `${name}.stdout`),
  stderr: sample(version, `${name}.stderr`),
  exitCode,
  truncated: false,
});

describe.each(versions)('FRR %s', (version) => {
  test('names the lines at fault; those of a context that was not opened are consequences', () => {
    const text = readFileSync(join(import.meta.dirname, '__fixtures__/faults.conf'), 'utf8');
    const said = parseCheck(sample(version, 'check-faults.stderr'));
    const causes = consequences(parseConfig(text), new Set(said.map(({ line }) => line)));
    const own = said.filter(({ line }) => !causes.has(line));
    expect(own.map(({ line, code }) => [line, code])).toEqual([
      [6, 'unknown-command'],
      [7, 'ambiguous-command'],
      [9, 'unknown-command'],
      [12, 'incomplete-command'],
      [14, 'unknown-command'],
    ]);
    expect([15, 16, 17, 18].map((line) => causes.get(line))).toEqual([14, 14, 14, 14]);
  });

  test('a difference comes with contexts and effects, without phantoms', () => {
    const result = comparisonOf(end(version, 'change', 0));
    if (result.state !== 'ok') throw new Error(result.detail);
    const { delta } = result;
    expect(delta.delete).toEqual([]);
    expect(delta.add.map(({ code, effect, context }) => [code, effect, context.length])).toEqual([
      ['description', 'live', 1],
      ['network', 'live', 2],
    ]);
    expect(delta.phantom.delete).toHaveLength(2);
    expect(delta.phantom.add).toHaveLength(1);
  });

  test('another router-id and another AS of the neighbor end sessions', () => {
    const result = comparisonOf(end(version, 'harm', 0));
    if (result.state !== 'ok') throw new Error(result.detail);
    const codes = [...result.delta.delete, ...result.delta.add].map(
      ({ effect, code }) => `${effect} ${code}`,
    );
    expect(codes).toContain('resets router-id');
    expect(codes.some((one) => one === 'resets remote-as' || one === 'resets neighbor-removed')).toBe(true);
  });

  test('the delta of an invalid text is not read', () => {
    const result = comparisonOf(end(version, 'invalid', 1));
    expect(result).toMatchObject({ state: 'invalid', code: 'invalid' });
    expect('delta' in result).toBe(false);
    expect(result.state !== 'ok' && result.detail).toContain('neighbor 1.1.1.1 remote-ass 5');
  });

  test('a reload whose last write fails was applied', () => {
    expect(reloadOutcome(end(version, 'reload', 1))).toEqual({
      state: 'applied',
      code: null,
      detail: '',
      unwritten: true,
    });
    expect(reloadOutcome(end(version, 'invalid', 1))).toMatchObject({ state: 'nothing', code: 'invalid' });
  });

  test('a daemon that does not run is told by the lines it would take', () => {
    const result = comparisonOf(end(version, 'change', 0));
    if (result.state !== 'ok') throw new Error(result.detail);
    expect(missingDaemon(result.delta, new Set(['zebra', 'bgpd']))).toBeNull();
    expect(missingDaemon(result.delta, new Set(['zebra']))).toBe('bgpd');
  });
});

test('10.3 says where it stopped reading', () => {
  expect(parseCheck(sample('10.3', 'check-faults.stderr')).at(-1)).toMatchObject({
    line: 19,
    code: 'leaves-configuration',
  });
});

test('a container without frr-reload.py', () => {
  const result = comparisonOf({ stdout: '', stderr: '', exitCode: 91, truncated: false });
  expect(result).toMatchObject({ state: 'unavailable', code: 'no-frr-reload' });
});
