import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseConfig, printConfig } from './parse.ts';

const words = fc.constantFrom(
  'router bgp 65001',
  ' neighbor 192.0.2.1 remote-as 65002',
  ' address-family ipv4 unicast',
  '  network 10.0.0.0/8',
  ' exit-address-family',
  'exit',
  'end',
  '!',
  'interface net1',
  '\tip address 192.0.2.1/24',
  'route-map A permit 10',
  'ip route 10.0.0.0/8 blackhole',
  '',
);
const line = fc.oneof(words, fc.string({ unit: 'binary' }));
const text = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', ''))).map((rows) => rows.flat().join(''));

test('what is read is printed byte for byte, and every parent is an earlier line that opens a context', () => {
  fc.assert(
    fc.property(text, (config) => {
      const lines = parseConfig(config);
      expect(printConfig(lines)).toBe(config);
      for (const one of lines) {
        if (one.parent === null) continue;
        expect(one.parent).toBeLessThan(one.number);
        expect(lines[one.parent - 1]?.opened).not.toBeNull();
      }
    }),
    { numRuns: 2_000 },
  );
});

const parents = (config: string) => parseConfig(config).map(({ parent }) => parent);

test('contexts end by exit, by another context, and by a line that is not indented', () => {
  expect(
    parents(
      'router bgp 1\n neighbor a\n address-family ipv4 unicast\n  network b\n exit-address-family\nexit\nhostname c\n',
    ),
  ).toEqual([null, 1, 1, 3, 3, 1, null]);
  expect(parents('interface a\n shutdown\ninterface b\nip route 10.0.0.0/8 blackhole\n')).toEqual([
    null,
    1,
    null,
    null,
  ]);
  expect(parents('router bgp 1\n neighbor a\n!\nfoo\n')).toEqual([null, 1, 1, null]);
});

test('22,000 lines are read at once', () => {
  const config = `router bgp 1\n${' neighbor 192.0.2.1 remote-as 65002\n'.repeat(22_000)}`;
  expect(parseConfig(config)).toHaveLength(22_001);
});
