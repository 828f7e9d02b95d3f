import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advice } from './advice.ts';
import { checkDaemons } from './daemons.ts';
import { dangers, textProblems } from './text-problems.ts';

const about = (text: string, before: string | null = null) =>
  advice(text, { before, pods: [] }).map(({ line, code, params }) => ({ line, code, ...params }));
const codes = (text: string, before: string | null = null) =>
  about(text, before).map(({ line, code }) => `${line} ${code}`);

const router = `router bgp 65001
 bgp router-id 192.0.2.1
 no bgp ebgp-requires-policy
 neighbor 192.0.2.2 remote-as 65002
exit
`;

describe('advice', () => {
  test('names that nothing defines', () => {
    const text = `router bgp 65001
 no bgp ebgp-requires-policy
 neighbor 192.0.2.2 peer-group EDGE
 address-family ipv6 unicast
  neighbor 192.0.2.2 prefix-list P in
  neighbor 192.0.2.2 route-map RM out
 exit-address-family
exit
ip prefix-list P seq 5 permit any
route-map A permit 10
 match ip address prefix-list Q
 match community C
exit
`;
    expect(about(text)).toEqual(
      expect.arrayContaining([
        { line: 3, code: 'undefined-peer-group', name: 'EDGE' },
        { line: 5, code: 'undefined-prefix-list', name: 'P', family: 'ipv6' },
        { line: 6, code: 'undefined-route-map', name: 'RM' },
        { line: 11, code: 'undefined-prefix-list', name: 'Q', family: 'ipv4' },
        { line: 12, code: 'undefined-community-list', name: 'C', type: 'community' },
      ]),
    );
  });

  test('an eBGP neighbor without policy, by RFC 8212, unless it is switched off', () => {
    const strict = router.replace(' no bgp ebgp-requires-policy\n', '');
    expect(codes(strict)).toEqual(['3 no-policy']);
    expect(codes(router)).toEqual([]);
    expect(codes(`frr defaults datacenter\n${strict}`)).toEqual([]);
    expect(codes(strict.replace('65002', '65001'))).toEqual([]);
  });

  test('a family that is off, or a daemon', () => {
    const six = router
      .replace(' no bgp ebgp-requires-policy\n', ' no bgp default ipv4-unicast\n')
      .replace(
        'exit\n',
        ' address-family ipv6 unicast\n  neighbor 192.0.2.2 activate\n exit-address-family\nexit\n',
      );
    expect(about(six)).toEqual([
      { line: 4, code: 'no-policy', neighbor: '192.0.2.2', family: 'ipv6 unicast', direction: 'both' },
    ]);
    const text = `${router}router ospf\n network 10.0.0.0/8 area 0\nexit\n`;
    const off = advice(text, { before: null, pods: [], daemons: 'zebra=yes\nbgpd=yes\nospfd=no\n' });
    expect(off.map(({ line, code, params }) => [line, code, params])).toEqual([
      [6, 'daemon-off', { daemon: 'ospfd' }],
    ]);
  });

  const why = (text: string, before: string) =>
    advice(text, { before, pods: [] }).map(({ line, code, params }) =>
      `${line} ${code} ${params.why ?? ''}`.trim(),
    );

  test('what a change does to sessions', () => {
    expect(why(router.replace('192.0.2.1', '192.0.2.9'), router)).toEqual(['2 resets-sessions router-id']);
    expect(why(router.replace('65002', '65003'), router)).toEqual(['4 resets-session remote-as']);
    expect(why(router.replace('65001', '65009'), router)).toEqual(['1 resets-sessions as']);
    expect(why(router.replace(' neighbor 192.0.2.2 remote-as 65002\n', ''), router)).toEqual([
      '1 last-neighbor-removed',
      '1 resets-session neighbor-removed',
    ]);
    const harmless = [
      ' neighbor 192.0.2.2 description x',
      ' neighbor 192.0.2.2 timers 3 9',
      ' bgp bestpath as-path multipath-relax',
    ];
    const harmful: [string, string][] = [
      [' neighbor 192.0.2.2 password x', 'password'],
      [' neighbor 192.0.2.2 update-source lo', 'update-source'],
      [' neighbor 192.0.2.2 ebgp-multihop 2', 'ebgp-multihop'],
      [' neighbor 192.0.2.2 shutdown', 'shutdown'],
    ];
    const withLine = (line: string) => router.replace('exit\n', `${line}\nexit\n`);
    for (const line of harmless) expect(why(withLine(line), router)).toEqual([]);
    for (const [line, code] of harmful) {
      expect(why(withLine(line), router)).toEqual([`5 resets-session ${code}`]);
      expect(why(router, withLine(line))).toEqual([`4 resets-session ${code}`]);
    }
    const activated = (family: string) =>
      withLine(` address-family ${family}\n  neighbor 192.0.2.2 activate\n exit-address-family`);
    expect(why(activated('ipv6 unicast'), router)).toEqual(['6 resets-session address-family']);
    expect(why(activated('ipv4 unicast'), router)).toEqual([]);
    expect(
      why(withLine(' neighbor 192.0.2.7 remote-as 65007\n neighbor 192.0.2.7 password x'), router),
    ).toEqual([]);
    expect(why(`password x\n${router}`, router)).toEqual(['1 needs-restart']);
    expect(why(router, `password x\n${router}`)).toEqual(['0 needs-restart']);
    expect(why(`${router}!\n`, router)).toEqual([]);
  });

  test('never throws, whatever the text', () => {
    const word = fc.constantFrom(
      'router bgp',
      'neighbor',
      '192.0.2.1',
      'remote-as',
      'no',
      'route-map',
      '__proto__',
      'exit',
    );
    const text = fc.array(
      fc.oneof(
        fc.array(word).map((words) => words.join(' ')),
        fc.string({ unit: 'binary' }),
      ),
    );
    fc.assert(
      fc.property(text, text, (now, before) => {
        advice(now.join('\n'), { before: before.join('\n'), pods: [] });
        checkDaemons(now.join('\n'), before.join('\n'));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('what is not given to vtysh', () => {
  test.each([
    'output file /tmp/x',
    'o f /tmp/x',
    ' outp file /tmp/x',
    'no output file',
    'w file',
    'copy /etc/passwd running-config',
    'ping 127.0.0.1',
    'start-shell bash',
    'do write',
  ])('%s', (command) => {
    expect(dangers(`hostname a\n${command}\n`).map(({ line, stops }) => [line, stops])).toEqual([[2, true]]);
  });

  test('what it takes, though it looks strange', () => {
    expect(
      dangers(' neighbor 192.0.2.2 description $(rm -rf /) `x` ; output file y\n no shutdown\n exit\n'),
    ).toEqual([]);
  });

  test('lines that FRR would cut, NUL, and what is not UTF-8', () => {
    expect(dangers(`a ${'é'.repeat(2100)}\n`)[0]?.code).toBe('line-too-long');
    expect(textProblems('a\0b\n')[0]).toMatchObject({ code: 'nul', stops: true });
    expect(textProblems('a\n\ud800\n')[0]).toMatchObject({ line: 2, code: 'not-utf8', stops: true });
    expect(textProblems('a\r\nb\r\n')[0]).toMatchObject({ code: 'carriage-return', stops: false });
  });
});

test('the daemons file: what a shell would carry out, what FRR does not know, and what a change means', () => {
  const before = 'bgpd=yes\nospfd=no\n';
  const found = checkDaemons(
    'bgpd=no\nospfd=yes\nbgpd_options=" -A 127.0.0.1 $(touch /tmp/x)"\nfoo\nquagga=yes\n',
    before,
  );
  expect(found.map(({ line, code }) => [line, code])).toEqual([
    [4, 'daemons-unreadable-line'],
    [3, 'daemons-unsafe'],
    [5, 'daemons-unknown'],
    [0, 'daemons-needs-restart'],
  ]);
  expect(found.at(-1)?.params).toEqual({ started: 'ospfd', stopped: 'bgpd', change: 'both' });
  expect(checkDaemons(before, before)).toEqual([]);
});
