import { describe, expect, it } from 'vitest';
import { record } from '../../api/object.ts';
import { resourceOf } from '../../api/resources.ts';
import { Cluster } from '../cluster.ts';
import { isReadyPod, podOf, podsOf, run, setImage, testStart, watch } from '../test-cluster.ts';

function scenario(name: string): Cluster {
  const cluster = new Cluster({ start: testStart, seed: 7 });
  cluster.load(name);
  return cluster;
}

function show(cluster: Cluster, pod: string, command: string): string {
  return run(cluster, pod, ['vtysh', '-c', command]).stdout;
}

function peerOf(cluster: Cluster, pod: string, address: string): Record<string, unknown> {
  const summary = JSON.parse(show(cluster, pod, 'show bgp vrf all summary json'));
  return record(record(summary.default.ipv4Unicast.peers)[address]);
}

const a = '192.168.201.224';
const b = '192.168.201.225';

describe('BGP', () => {
  it('stands between the routers, with the prefixes of the other side', () => {
    const cluster = scenario('talk-chain');
    expect(peerOf(cluster, 'router-a-0', b)).toMatchObject({
      hostname: 'router-b-0',
      remoteAs: 65002,
      state: 'Established',
      peerState: 'OK',
      // Three of its own, and that of the speakers.
      pfxRcd: 4,
      connectionsEstablished: 1,
      connectionsDropped: 0,
      desc: 'router-b',
    });
  });

  it('drops when the pod goes, and comes back some seconds after it is ready again', () => {
    const cluster = scenario('talk-chain');
    const old = podOf(cluster, 'router-a-0').metadata.uid;
    setImage(cluster, 'StatefulSet', 'router-a', 'quay.io/frrouting/frr:8.5.4');
    const seen = watch(cluster, 30, () => ({
      state: peerOf(cluster, 'router-b-0', a).state,
      ready: podsOf(cluster, 'router-a-0').some((pod) => pod.metadata.uid !== old && isReadyPod(pod)),
    }));
    const down = seen.findIndex(({ state }) => state !== 'Established');
    const ready = seen.findIndex(({ ready }, index) => index > down && ready);
    const back = seen.findIndex(({ state }, index) => index > down && state === 'Established');
    expect(down).toBeGreaterThanOrEqual(0);
    expect(back - ready).toBeGreaterThanOrEqual(20);
    expect(back - ready).toBeLessThanOrEqual(70);
    expect(peerOf(cluster, 'router-b-0', a)).toMatchObject({
      connectionsDropped: 1,
      connectionsEstablished: 2,
      pfxRcd: 3,
    });
    const before = Number(peerOf(cluster, 'router-b-0', a).peerUptimeMsec);
    cluster.advance(60_000);
    expect(Number(peerOf(cluster, 'router-b-0', a).peerUptimeMsec) - before).toBe(60_000);
    expect(show(cluster, 'router-a-0', 'show version')).toMatch(/^FRRouting 8\.5\.4 \(router-a-0\)/);
  });

  it('says why it does not come up with a wrong remote-as', () => {
    const cluster = scenario('trouble');
    expect(peerOf(cluster, 'router-a-0', b)).toMatchObject({ state: 'Idle', peerUptime: 'never', pfxRcd: 0 });
    const failed = (pod: string) =>
      JSON.parse(show(cluster, pod, 'show bgp summary failed json')).ipv4Unicast.peers;
    expect(failed('router-a-0')[b]).toMatchObject({
      lastNotificationReason: 'OPEN Message Error/Bad Peer AS',
      lastResetDueTo: 'BGP Notification send',
    });
    expect(failed('router-b-0')[a]).toMatchObject({ lastResetDueTo: 'BGP Notification received' });
  });

  it('accepts nothing from an external peer without a policy', () => {
    const cluster = scenario('talk-chain');
    cluster.store.modify(resourceOf('configmaps'), 'cnf-edge', 'router-a', (copy) => {
      const data = copy.data as Record<string, string>;
      data['frr.conf'] = (data['frr.conf'] ?? '').replace(/.*route-map PASS in\n/g, '');
    });
    // The file has changed; what runs has not.
    expect(peerOf(cluster, 'router-a-0', b)).toMatchObject({ peerState: 'OK', pfxRcd: 4 });
    cluster.store.remove(resourceOf('pods'), 'cnf-edge', 'router-a-0');
    cluster.advance(30_000);
    expect(peerOf(cluster, 'router-a-0', b)).toMatchObject({
      state: 'Established',
      peerState: 'Policy',
      pfxRcd: 0,
      pfxSnt: 2,
    });
  });
});

describe('what vtysh prints', () => {
  it('has json-c’s form: no space after a colon, address families at the margin', () => {
    const text = show(scenario('talk-chain'), 'router-a-0', 'show bgp vrf all summary json');
    expect(
      text.startsWith('{\n"default":{\n"ipv4Unicast":{\n  "routerId":"192.0.2.1",\n  "as":65001,\n'),
    ).toBe(true);
    expect(text.endsWith('  "bestPath":{\n    "multiPathRelax":"false"\n  }\n}\n}\n}\n')).toBe(true);
  });

  it('escapes slashes in one of the two OSPF commands', () => {
    const cluster = scenario('talk-chain');
    expect(show(cluster, 'router-a-0', 'show ip ospf neighbor json')).toContain('"nbrState":"Full\\/');
    expect(show(cluster, 'router-a-0', 'show ip ospf vrf all neighbor json')).toContain('"nbrState":"Full/');
  });

  it('tells BFD, routes and interfaces', () => {
    const cluster = scenario('talk-chain');
    expect(JSON.parse(show(cluster, 'router-a-0', 'show bfd peers json'))).toMatchObject([
      { peer: b, interface: 'net1', status: 'up' },
    ]);
    expect(JSON.parse(show(cluster, 'router-a-0', 'show ip route summary json'))).toMatchObject({
      routesTotal: 11,
      routesTotalFib: 10,
    });
    expect(Object.keys(JSON.parse(show(cluster, 'router-a-0', 'show interface brief json')))).toEqual([
      'eth0',
      'lo',
      'net1',
      'net2',
    ]);
  });

  it('refuses what a real one refuses', () => {
    const cluster = scenario('talk-chain');
    const vtysh = (command: string) => run(cluster, 'router-a-0', ['vtysh', '-c', command]);
    expect(vtysh('show isis neighbor json')).toEqual({
      stdout: '',
      stderr: 'isisd is not running\n',
      code: 1,
    });
    expect(vtysh('show foo')).toEqual({ stdout: '% Unknown command: show foo\n', stderr: '', code: 1 });
  });
});

describe('the FRR container', () => {
  it('ends without a daemons file', () => {
    const cluster = scenario('talk-chain');
    cluster.store.modify(resourceOf('configmaps'), 'cnf-edge', 'router-a', (copy) => {
      copy.data = { 'frr.conf': 'hostname x' };
    });
    cluster.store.remove(resourceOf('pods'), 'cnf-edge', 'router-a-0');
    cluster.advance(60_000);
    expect(podOf(cluster, 'router-a-0').status.containerStatuses?.[0]?.state.waiting?.reason).toBe(
      'CrashLoopBackOff',
    );
  });
});
