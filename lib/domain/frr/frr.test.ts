import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reading } from '../reading.ts';
import { parseBfdPeers } from './bfd.ts';
import { parseBgpFailed, parseBgpFlow, parseBgpSummary, withBgpFailures } from './bgp.ts';
import { parseIsisNeighbors } from './isis.ts';
import { parseOspfNeighbors } from './ospf.ts';
import { parseRouteSummary } from './route-summary.ts';
import { routingSummary, steadyRouting } from './summarize-routing.ts';
import { parseDaemons, parseVersion } from './version.ts';

const fixtures = path.join(import.meta.dirname, '__fixtures__');
const sample = (name: string) => readFileSync(path.join(fixtures, name), 'utf8');
const at = '2026-11-23T19:00:00Z';
const summaryOf = <T extends Reading<Parameters<typeof routingSummary>[0][number]['sessions']>>(read: T) =>
  routingSummary([{ sessions: read.value, problems: read.problems }], at);

describe('since when a session is down', () => {
  const session = parseBgpSummary(sample('frr-8.4.4/bgp_vrf_all_summary.json')).value[0];
  const read = (seconds: number | null, time: string) =>
    routingSummary(
      [{ sessions: session ? [{ ...session, up: false, state: 'Active', seconds }] : [], problems: [] }],
      time,
    );

  test('is the reading less its seconds; one that never came up has no beginning', () => {
    expect(read(3600, at).down).toMatchObject([{ since: '2026-11-23T18:00:00.000Z' }]);
    expect(read(null, at).down[0]).not.toHaveProperty('since');
  });

  test('of one that never came up is when it was first seen so, where an earlier reading would have had it', () => {
    const before = routingSummary([], at);
    const seen = steadyRouting(before, read(null, '2026-11-23T19:00:10Z'), false);
    expect(seen.down[0]?.since).toBe('2026-11-23T19:00:10Z');
    expect(steadyRouting(seen, read(null, '2026-11-23T19:00:20Z'), false).down[0]?.since).toBe(
      seen.down[0]?.since,
    );
    expect(steadyRouting(undefined, read(null, at), true).down[0]).not.toHaveProperty('since');
    const unread = { ...before, unread: { forbidden: false, detail: 'after 8 s' } };
    expect(steadyRouting(unread, read(null, at), false).down[0]).not.toHaveProperty('since');
  });

  test('of a problem that was there from the first is that or earlier', () => {
    const failed = (time: string) =>
      routingSummary([{ sessions: [], problems: ['bgpd is not running'] }], time);
    const first = steadyRouting(undefined, failed(at), true);
    expect(first).toMatchObject({ problemSince: at, problemOrEarlier: true });
    expect(steadyRouting(first, failed('2026-11-23T19:00:10Z'), false)).toMatchObject({
      problemSince: at,
      problemOrEarlier: true,
    });
    const well = routingSummary([], at);
    expect(steadyRouting(well, failed('2026-11-23T19:00:10Z'), false)).not.toHaveProperty('problemOrEarlier');
  });

  test('stays as it was worked out first, until the session has been up again', () => {
    const first = read(60, at);
    const later = steadyRouting(first, read(70, '2026-11-23T19:00:11.400Z'), false);
    expect(later.down[0]?.since).toBe(first.down[0]?.since);
    const again = steadyRouting(later, read(2, '2026-11-23T19:00:30Z'), false);
    expect(again.down[0]?.since).toBe('2026-11-23T19:00:28.000Z');
  });
});

describe('BGP', () => {
  test('one session per VRF, address family and peer', () => {
    const { value, problems } = parseBgpSummary(sample('frr-8.4.4/bgp_vrf_all_summary_two_vrf.json'));
    expect(problems).toEqual([]);
    expect(value.map(({ context, peer, state }) => `${context} ${peer} ${state}`)).toEqual([
      'default ipv4Unicast 192.0.2.2 Established',
      'default ipv4Unicast 198.51.100.10 Idle (Admin)',
      'default ipv6Unicast 192.0.2.2 Established',
      expect.stringMatching(/^RED ipv4Unicast 203\.0\.113\.9 /),
    ]);
  });

  test('what it is exchanging: of the peers that are up, with the version of each table', () => {
    const text = sample('frr-8.4.4/bgp_vrf_all_summary_two_vrf.json');
    const flow = parseBgpFlow(text);
    expect(flow).toMatchObject({ queued: 0, mark: expect.stringMatching(/^2\//) });
    expect(parseBgpFlow(text.replace('"outq": 0', '"outq": 7'))?.queued).toBe(7);
    expect(parseBgpFlow(text.replace('"tableVersion": 13', '"tableVersion": 14'))?.mark).not.toBe(flow?.mark);
    expect(parseBgpFlow('no JSON')).toBeNull();
  });

  test('8.4.4: uptime, prefixes, AS and description; a peer that never came up has no time', () => {
    const [up, down] = parseBgpSummary(sample('frr-8.4.4/bgp_vrf_all_summary.json')).value;
    expect(up).toEqual({
      protocol: 'bgp',
      peer: '192.0.2.2',
      context: 'default ipv4Unicast',
      state: 'Established',
      up: true,
      seconds: 52,
      prefixesReceived: 3,
      prefixesSent: 2,
      remoteAs: 65002,
      localAs: 65001,
      description: 'to-r2',
      detail: null,
    });
    expect(down).toMatchObject({ state: 'Active', up: false, seconds: null });
  });

  test('10.3 reads the same way, and a shut peer is not configured', () => {
    const read = parseBgpSummary(sample('frr-10.3/bgp_vrf_all_summary.json'));
    expect(read.problems).toEqual([]);
    expect(read.value).toHaveLength(4);
    const summary = summaryOf(read);
    expect(summary).toMatchObject({ established: 2, configured: 3, problem: null });
    expect(summary.down.map(({ peer }) => peer)).toEqual(['198.51.100.9']);
  });

  test('all peers shut: nothing is configured, nothing is down', () => {
    const read = parseBgpSummary(sample('frr-8.4.4/bgp_summary_admin_down.json'));
    expect(summaryOf(read)).toMatchObject({ established: 0, configured: 0, down: [], problem: null });
  });

  test.each(['frr-8.4.4/bgp_summary_policy.json', 'frr-10.3/bgp_vrf_all_summary_policy.json'])(
    'Policy in %s is established with its detail kept',
    (name) => {
      const [session] = parseBgpSummary(sample(name)).value;
      expect(session).toMatchObject({
        state: 'Established',
        up: true,
        prefixesReceived: 0,
        detail: 'Policy',
      });
    },
  );

  test('the form without VRFs is in VRF default', () => {
    const plain = parseBgpSummary(sample('frr-8.4.4/bgp_summary.json')).value;
    expect(plain).toEqual(parseBgpSummary(sample('frr-8.4.4/bgp_vrf_all_summary.json')).value);
  });

  test('why a session is down comes from the summary of failed peers', () => {
    const sessions = parseBgpSummary(sample('frr-8.4.4/bgp_summary_peer_down_r2.json')).value;
    const failed = parseBgpFailed(sample('frr-8.4.4/bgp_summary_failed_r2.json'));
    expect(failed.problems).toEqual([]);
    expect(withBgpFailures(sessions, failed.value)[0]?.detail).toBe('NSF passive: BFD down received');
  });

  test('10.3 lists failed peers per VRF, and families without any', () => {
    const { value, problems } = parseBgpFailed(sample('frr-10.3/bgp_vrf_all_summary_failed.json'));
    expect(problems).toEqual([]);
    expect(value.get('default ipv4Unicast 198.51.100.9')).toBe('No path to specified Neighbor');
  });

  test('no instance is no session and no problem; a dead bgpd is a problem in its own words', () => {
    expect(parseBgpSummary(sample('frr-8.4.4/no_bgp_instance.out'))).toEqual({ value: [], problems: [] });
    const dead = parseBgpSummary(sample('frr-8.4.4/bgp_summary_bgpd_down.out'));
    expect(summaryOf(dead).problem).toBe('bgpd is not running');
  });

  test('output of two commands is refused, not read halfway', () => {
    const { value, problems } = parseBgpSummary(sample('frr-8.4.4/multi_cmd.txt'));
    expect(value).toEqual([]);
    expect(problems[0]).toMatch(/^Not JSON/);
  });

  test('a line before the JSON is told and the JSON is read', () => {
    const line = "% Can't open configuration file /etc/frr/vtysh.conf\n";
    const { value, problems } = parseBgpSummary(line + sample('frr-8.4.4/bgp_summary.json'));
    expect(value).toHaveLength(2);
    expect(problems).toEqual([line.trim()]);
  });

  test('a field of another type is null and named; asdot is an AS number', () => {
    const peers = {
      '192.0.2.1': { state: 'Established', peerState: 'OK', pfxRcd: 'many', remoteAs: '1.10' },
    };
    const { value, problems } = parseBgpSummary(JSON.stringify({ default: { ipv4Unicast: { peers } } }));
    expect(value[0]).toMatchObject({ up: true, prefixesReceived: null, remoteAs: 65546 });
    expect(problems).toEqual(['default ipv4Unicast 192.0.2.1: pfxRcd is not a count: many']);
  });
});

describe('OSPF, IS-IS, BFD', () => {
  test.each([
    ['frr-8.4.4/ospf_vrf_all_neighbor.json', '2.2.2.2', 'Full/Backup', 161, 'eth0:192.0.2.1'],
    ['frr-8.4.4/ospf_neighbor.json', '2.2.2.2', 'Full/Backup', 161, 'eth0:192.0.2.1'],
    ['frr-10.3/ospf_vrf_all_neighbor.json', '1.1.1.72', 'Full/DR', 26, 'net1:192.168.201.71'],
    ['frr-10.3/ospf_neighbor.json', '1.1.1.72', 'Full/DR', 26, 'net1:192.168.201.71'],
  ])('OSPF neighbors of %s', (name, peer, state, seconds, context) => {
    const { value, problems } = parseOspfNeighbors(sample(name));
    expect(problems).toEqual([]);
    expect(value).toMatchObject([{ protocol: 'ospf', peer, state, up: true, seconds, context }]);
  });

  test.each([
    ['2-Way/DROther', true],
    ['2-Way/DR', false],
    ['ExStart/DR', false],
    ['Init/DROther', false],
    ['Full/-', true],
  ])('OSPF state %s is up: %s', (nbrState, up) => {
    const text = JSON.stringify({ default: { neighbors: { '1.1.1.1': [{ nbrState, ifaceName: 'net1' }] } } });
    expect(parseOspfNeighbors(text).value).toMatchObject([{ up }]);
  });

  test.each([
    ['frr-8.4.4/isis_neighbor.json', 'vm', 'CORE eth0 level 2'],
    ['frr-8.4.4/isis_neighbor_detail.json', 'vm', 'CORE eth0 level 2'],
    ['frr-10.3/isis_neighbor.json', 'r2', 'CORE net1 level 2'],
  ])('IS-IS adjacencies of %s', (name, peer, context) => {
    const { value, problems } = parseIsisNeighbors(sample(name));
    expect(problems).toEqual([]);
    expect(value).toMatchObject([{ protocol: 'isis', peer, context, state: 'Up', up: true }]);
  });

  test('BFD peers, up and down, with the diagnostic of one that is down', () => {
    expect(parseBfdPeers(sample('frr-8.4.4/bfd_peers.json')).value).toMatchObject([
      { peer: '192.0.2.2', context: 'eth0', state: 'up', up: true, seconds: 57, detail: null },
    ]);
    expect(parseBfdPeers(sample('frr-8.4.4/bfd_peers_down_r2.json')).value).toMatchObject([
      { state: 'down', up: false, seconds: 3, detail: 'neighbor signaled session down' },
    ]);
    expect(parseBfdPeers(sample('frr-10.3/bfd_peers.json'))).toMatchObject({
      value: [{ peer: '192.168.201.72', context: 'net1', up: true, seconds: 27 }],
      problems: [],
    });
  });

  test('a BFD peer that was shut is not configured', () => {
    const read = parseBfdPeers(JSON.stringify([{ peer: '192.0.2.2', status: 'shutdown' }]));
    expect(summaryOf(read)).toMatchObject({ established: 0, configured: 0, down: [] });
  });
});

test.each([
  ['8.4.4', 8, 6, ['zebra', 'ospfd', 'bgpd', 'isisd', 'watchfrr', 'staticd', 'bfdd']],
  ['10.3', 9, 7, ['mgmtd', 'zebra', 'ospfd', 'bgpd', 'isisd', 'watchfrr', 'staticd', 'bfdd']],
])('routes, version and daemons of %s', (version, total, installed, daemons) => {
  const routes = parseRouteSummary(sample(`frr-${version}/route_summary.json`));
  expect(routes).toMatchObject({ value: { total, installed }, problems: [] });
  expect(routes.value.routes.find(({ type }) => type === 'static')).toEqual({
    type: 'static',
    rib: 2,
    fib: 2,
  });
  expect(parseVersion(sample(`frr-${version}/version.txt`))).toMatchObject({
    value: { version },
    problems: [],
  });
  expect(parseDaemons(sample(`frr-${version}/daemons.txt`))).toEqual({ value: daemons, problems: [] });
});

test('at most twenty sessions that are down, all of them counted', () => {
  const peers = Object.fromEntries(
    Array.from({ length: 40 }, (_, n) => [`192.0.2.${n}`, { state: 'Active' }]),
  );
  const summary = summaryOf(parseBgpSummary(JSON.stringify({ default: { ipv4Unicast: { peers } } })));
  expect(summary).toMatchObject({ established: 0, configured: 40 });
  expect(summary.down).toHaveLength(20);
});

describe('hostile output', () => {
  const parsers: Record<string, (stdout: string) => Reading<unknown>> = {
    parseBgpSummary,
    parseBgpFailed,
    parseOspfNeighbors,
    parseIsisNeighbors,
    parseBfdPeers,
    parseRouteSummary,
    parseVersion,
    parseDaemons,
  };
  const samples = readdirSync(fixtures, { recursive: true })
    .map(String)
    .filter((name) => /\.(json|txt|out)$/.test(name))
    .map(sample);
  const key = fc.constantFrom(
    'default',
    'ipv4Unicast',
    'peers',
    'state',
    'neighbors',
    'areas',
    'circuits',
    'adj',
    'interface',
    'peer',
    'status',
    'routes',
    'type',
    'nbrState',
    '__proto__',
    'vrfName',
    'pfxRcd',
    'remoteAs',
    'lastResetDueTo',
  );
  const shaped = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 6 },
      fc.jsonValue({ maxDepth: 1 }),
      fc.array(tie('node'), { maxLength: 4 }),
      fc.dictionary(key, tie('node'), { maxKeys: 5 }),
    ),
  })).node;
  const broken = fc
    .tuple(fc.constantFrom(...samples), fc.nat(), fc.nat(40), fc.string({ maxLength: 20 }))
    .map(([text, from, length, put]) => {
      const start = from % (text.length + 1);
      return text.slice(0, start) + put + text.slice(start + length);
    });
  const output = fc.oneof(
    shaped.map((value) => JSON.stringify(value)),
    broken,
    fc.string({ unit: 'binary', maxLength: 200 }),
  );

  test.each(Object.entries(parsers))('%s never throws and says what it could not read', (_name, parse) => {
    fc.assert(
      fc.property(output, (stdout) => {
        const { problems } = parse(stdout);
        expect(problems.length).toBeLessThanOrEqual(21);
        for (const problem of problems) expect(problem.length).toBeLessThan(600);
      }),
      { numRuns: 10_000 },
    );
  });

  const sessionParsers = { parseBgpSummary, parseOspfNeighbors, parseIsisNeighbors, parseBfdPeers };

  test.each(Object.entries(sessionParsers))(
    'every session of %s has the types it promises',
    (_name, parse) => {
      fc.assert(
        fc.property(output, (stdout) => {
          for (const session of parse(stdout).value) {
            for (const text of [session.peer, session.context, session.state])
              expect(typeof text).toBe('string');
            for (const number of [
              session.seconds,
              session.prefixesReceived,
              session.prefixesSent,
              session.remoteAs,
            ])
              expect(number === null || (Number.isFinite(number) && number >= 0)).toBe(true);
            // Nothing is up by default.
            if (session.state === '') expect(session.up).toBe(false);
          }
        }),
        { numRuns: 10_000 },
      );
    },
  );

  test('JSON that goes 100,000 levels deep is refused or read, and a megabyte is bounded', () => {
    for (const parse of Object.values(parsers)) {
      expect(parse('['.repeat(100_000)).problems.length).toBeGreaterThan(0);
      expect(parse('x'.repeat(1_000_000)).problems.join('').length).toBeLessThan(1_000);
    }
  });
});
