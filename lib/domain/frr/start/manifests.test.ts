import { describe, expect, it } from 'vitest';
import { daemonsFile, frrConf, versionOf } from './frr-conf.ts';
import { networksAnnotation, startManifests } from './manifests.ts';
import type { StartInput } from './start-input.ts';

const input: StartInput = {
  namespace: 'edge',
  name: 'router-c',
  image: 'quay.io/frrouting/frr:10.3.0',
  kind: 'statefulsets',
  replicas: 1,
  chain: { name: 'internet-edge', position: 30 },
  networks: [
    { network: 'ext1', addresses: ['192.168.201.30/24'] },
    { network: 'shared/ext2', addresses: [] },
  ],
  config: {
    asn: 65003,
    routerId: '192.0.2.3',
    neighbors: [
      { address: '192.168.201.31', asn: 65004, description: 'router-d' },
      { address: '2001:db8::1', asn: 65003, description: null },
    ],
    announce: ['10.3.0.0/24'],
  },
};

describe('the configuration', () => {
  it('lets routes pass to and from another AS, and announces what it was told', () => {
    expect(frrConf(input)).toBe(`frr version 10.3.0
frr defaults traditional
hostname router-c
log stdout informational
service integrated-vtysh-config
!
ip route 10.3.0.0/24 blackhole
!
router bgp 65003
 bgp router-id 192.0.2.3
 bgp log-neighbor-changes
 neighbor 192.168.201.31 remote-as 65004
 neighbor 192.168.201.31 description router-d
 neighbor 2001:db8::1 remote-as 65003
 !
 address-family ipv4 unicast
  network 10.3.0.0/24
  no neighbor 2001:db8::1 activate
  neighbor 192.168.201.31 route-map PASS in
  neighbor 192.168.201.31 route-map PASS out
 exit-address-family
 !
 address-family ipv6 unicast
  neighbor 2001:db8::1 activate
 exit-address-family
exit
!
route-map PASS permit 10
exit
!
`);
  });

  it('is a pasted text as it is, with the daemons that it needs', () => {
    const text = 'router ospf\n network 10.0.0.0/8 area 0\nexit\n';
    expect(frrConf({ ...input, config: { text } })).toBe(text);
    expect(daemonsFile(text)).toContain('ospfd=yes\n');
    expect(daemonsFile(text)).not.toContain('bgpd');
  });

  it('has no release where the tag names none', () => {
    expect(versionOf('frr:latest')).toBeNull();
    expect(versionOf('quay.io/frrouting/frr:v8.4.4')).toBe('8.4.4');
  });
});

describe('the manifests', () => {
  it('come in the order in which they are needed', () => {
    const made = startManifests(input, { budgetVersion: 'policy/v1' });
    expect(made.map(({ kind }) => kind)).toEqual([
      'ConfigMap',
      'PodDisruptionBudget',
      'Service',
      'StatefulSet',
    ]);
    const plain = startManifests({ ...input, kind: 'deployments' }, { budgetVersion: 'policy/v1' });
    expect(plain.map(({ kind }) => kind)).toEqual(['ConfigMap', 'PodDisruptionBudget', 'Deployment']);
  });

  it('give a StatefulSet the headless Service that it names', () => {
    const [, , service, workload] = startManifests(input, { budgetVersion: 'policy/v1' });
    expect(service).toMatchObject({
      metadata: { name: 'router-c' },
      spec: { clusterIP: 'None', selector: { 'app.kubernetes.io/name': 'router-c' } },
    });
    expect(workload?.spec).toMatchObject({ serviceName: 'router-c' });
  });

  it('put the position in the chain on the workload and not on its pods', () => {
    const workload = startManifests(input, { budgetVersion: 'policy/v1' }).at(-1);
    expect(workload?.metadata.annotations).toEqual({ 'cnf-console/chain-order': '30' });
    expect(JSON.stringify(workload?.spec)).not.toContain('chain-order');
  });

  it('ask for addresses, and for networks of another namespace', () => {
    expect(networksAnnotation(input.networks)).toBe(
      '[{"name":"ext1","ips":["192.168.201.30/24"]},{"name":"ext2","namespace":"shared"}]',
    );
  });
});
