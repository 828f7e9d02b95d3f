import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextWords } from './complete-command.ts';
import { lineEnding } from './create-editor.ts';
import { blockAt, blockEnd, type Lines } from './frr-blocks.ts';
import { frrNodes, nodeOf } from './frr-commands.ts';
import { frrToken } from './frr-tokens.ts';
import { languageOf } from './language-name.ts';
import { namesIn } from './names-in.ts';

const tokens = (line: string) => {
  const words = line.trim().split(/\s+/);
  return words.map((word, index) => frrToken(words.slice(0, index), word));
};

const linesOf = (text: string): Lines => {
  const all = text.split('\n');
  return { lines: all.length, line: (number) => ({ text: all[number - 1] ?? '' }) };
};

const words = (node: Parameters<typeof nextWords>[0], line: string) =>
  nextWords(node, line.split(' ').filter(Boolean)).map(({ word }) => word);

const sample = `frr defaults traditional
!
interface net2
 ip ospf area 0
exit
!
router bgp 65001
 bgp router-id 192.0.2.1
 neighbor EDGE peer-group
 neighbor 192.168.201.225 remote-as 65002
 !
 address-family ipv4 unicast
  network 10.1.1.0/24
  neighbor 192.168.201.225 route-map PASS in
 exit-address-family
 neighbor 192.168.201.226 remote-as 65003
exit
!
route-map PASS permit 10
exit
`;

describe('the words of a line', () => {
  it('are told by the words before them', () => {
    expect(tokens('neighbor 192.0.2.1 remote-as 65002')).toEqual(['command', 'address', 'option', 'number']);
    expect(tokens('no neighbor 2001:db8::1 activate')).toEqual(['negation', 'command', 'address', 'option']);
    expect(tokens('route-map PASS permit 10')).toEqual(['block', 'name', 'permit', 'number']);
    expect(tokens('ip prefix-list NET seq 5 deny 10.0.0.0/8 le 24').slice(0, 6)).toEqual([
      'command',
      'option',
      'name',
      'option',
      'number',
      'deny',
    ]);
  });

  it('have no colour where the first is a typing error', () => {
    expect(tokens('neighbour 192.0.2.1 remote-as 65002')[0]).toBeNull();
  });

  it('are free text after description, even where they look like commands', () => {
    expect(tokens('neighbor 192.0.2.1 description permit ! 10').slice(3)).toEqual(['text', 'text', 'text']);
  });

  it('are a comment after ! at the start alone', () => {
    expect(tokens('! router bgp 1')).toEqual(['comment', 'comment', 'comment', 'comment']);
    expect(tokens('hostname a!b')[1]).toBe('name');
  });
});

describe('a block', () => {
  const doc = linesOf(sample);

  it('ends with its exit', () => {
    expect(blockEnd(doc, 3)).toBe(5);
    expect(blockEnd(doc, 7)).toBe(17);
    expect(blockEnd(doc, 12)).toBe(15);
    expect(blockEnd(doc, 19)).toBe(20);
  });

  it('is none at a line that opens none', () => {
    expect(blockEnd(doc, 1)).toBeNull();
    expect(blockEnd(doc, 8)).toBeNull();
  });

  it('is known at each of its lines, and left after its exit', () => {
    expect(blockAt(doc, 1)).toEqual([]);
    expect(blockAt(doc, 4)).toEqual(['interface net2']);
    expect(blockAt(doc, 8)).toEqual(['router bgp 65001']);
    expect(blockAt(doc, 13)).toEqual(['router bgp 65001', 'address-family ipv4 unicast']);
    expect(blockAt(doc, 16)).toEqual(['router bgp 65001']);
    expect(blockAt(doc, 19)).toEqual([]);
  });

  it('is known without indentation too', () => {
    expect(blockAt(linesOf('router ospf\nnetwork 10.0.0.0/8 area 0\n'), 2)).toEqual(['router ospf']);
    expect(blockAt(linesOf('router ospf\nexit\nhostname a'), 3)).toEqual([]);
  });

  it('is found in any text without a fault', () => {
    const line = fc.constantFrom(
      'router bgp 1',
      ' address-family ipv4 unicast',
      ' exit-address-family',
      'exit',
      '!',
      '',
      '  x',
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), (lines) => {
        const any = linesOf(lines.join('\n'));
        for (let number = 1; number <= any.lines; number += 1) {
          const end = blockEnd(any, number);
          if (end !== null) expect(end).toBeGreaterThan(number);
          expect(blockAt(any, number).length).toBeLessThan(3);
        }
      }),
    );
  });
});

describe('completion', () => {
  it('goes word by word', () => {
    expect(words('bgp', 'neighbor 192.0.2.1')).toContain('remote-as');
    expect(words('bgp', 'neighbor 192.0.2.1 remote-as')).toEqual(['<asn>', 'internal', 'external']);
    expect(words('bgp', 'address-family')).toEqual(['ipv4', 'ipv6', 'l2vpn']);
    expect(words('bgp-af', 'neighbor EDGE route-map PASS')).toEqual(['in', 'out']);
    expect(words('route-map', 'match ip address')).toEqual(['prefix-list', '<name>']);
    expect(words('interface', 'ip ospf network')).toContain('point-to-point');
    expect(words('bfd-peer', '')).toContain('transmit-interval');
    expect(words('isis', 'is-type')).toEqual(['level-1', 'level-1-2', 'level-2-only']);
  });

  it('passes over what may be left out', () => {
    expect(words('ospf', 'default-information originate')).toEqual(['always', 'metric', 'route-map']);
    expect(words('top', 'ip prefix-list A seq 5 permit any')).toEqual(['ge', 'le']);
  });

  it('offers the same after no', () => {
    expect(words('bgp', 'no neighbor 192.0.2.1')).toEqual(words('bgp', 'neighbor 192.0.2.1'));
  });

  it('has commands with closed brackets in every node', () => {
    for (const node of frrNodes) {
      const first = nextWords(node, []);
      expect(first.length, node).toBeGreaterThan(1);
      for (const { word, follows } of first) expect(`${word} ${follows}`).not.toMatch(/undefined|\(\)|\[\]/);
    }
  });

  it('knows the node by the line that opens it', () => {
    expect(nodeOf('router bgp 65001 vrf red')).toBe('bgp');
    expect(nodeOf('address-family l2vpn evpn')).toBe('bgp-evpn');
    expect(nodeOf('router ospf6')).toBe('ospf6');
  });

  it('offers the names that the text gives', () => {
    expect(namesIn(sample, '<route-map>')).toEqual(['PASS']);
    expect(namesIn(sample, '<neighbor>')).toEqual(['192.168.201.225', '192.168.201.226']);
    expect(namesIn(sample, '<peer-group>')).toEqual(['EDGE']);
    expect(namesIn(sample, '<asn>')).toEqual(['65001', '65002', '65003']);
  });
});

describe('a key', () => {
  it('has its language by its name', () => {
    expect(['frr.conf', 'vtysh.conf', 'daemons', 'a.yaml', 'b.json', 'README'].map(languageOf)).toEqual([
      'frr',
      'frr',
      'daemons',
      'yaml',
      'json',
      'text',
    ]);
  });

  it('keeps its line endings', () => {
    expect(lineEnding('a\r\nb\r\n')).toBe('\r\n');
    expect(lineEnding('a\r\nb\nc')).toBe('\n');
    expect(lineEnding('\na\r\n')).toBe('\n');
    expect(lineEnding('a\rb')).toBe('\n');
  });
});
