import { describe, expect, it } from 'vitest';
import type { LabObject } from '../../api/object.ts';
import { resourceOf } from '../../api/resources.ts';
import { change, eventsAbout, podOf, podsOf, reasons, testCluster, workload } from '../test-cluster.ts';
import { networkStatusAnnotation, networksAnnotation } from './attach.ts';
import { parseNetworkRequests } from './request.ts';

const waf = 'registry.example.net/waf:v2.24.123';

function definition(name: string, config: object, annotations = ''): string {
  return `
  - apiVersion: k8s.cni.cncf.io/v1
    kind: NetworkAttachmentDefinition
    metadata: { name: ${name}, namespace: default${annotations} }
    spec: { config: '${JSON.stringify(config)}' }
`;
}

/** A cluster with some networks, and a Deployment with a request for some of them. */
function attached(request: string, replicas = 1, extra = '') {
  const cluster = testCluster(`${extra}
objects:
${definition('shared', { type: 'macvlan', master: 'ens1', ipam: { type: 'whereabouts', range: '192.168.201.0/24', range_start: '192.168.201.10', range_end: '192.168.201.12' } })}
${definition('local', { plugins: [{ type: 'bridge', bridge: 'br1', mtu: 9000, ipam: { type: 'host-local', subnet: '10.9.0.0/24' } }, { type: 'tuning' }] })}
${definition('fixed', { type: 'macvlan', master: 'ens2', ipam: { type: 'static' } })}
${definition('fast', { type: 'sriov', vlan: 7, ipam: { type: 'static' } }, ', annotations: { k8s.v1.cni.cncf.io/resourceName: intel.com/sriov }')}
${workload('Deployment', 'cnf', waf, 'replicas: 0')}`);
  change(cluster, 'Deployment', 'cnf', (copy) => {
    copy.spec.replicas = replicas;
    copy.spec.template.metadata = {
      ...copy.spec.template.metadata,
      annotations: { [networksAnnotation]: request },
    };
  });
  cluster.advance(10_000);
  return cluster;
}

const statusOf = (pod: LabObject) =>
  JSON.parse(pod.metadata.annotations?.[networkStatusAnnotation] ?? '[]') as Record<string, unknown>[];

describe('Multus', () => {
  it('names interfaces in order or as asked, and reports them', () => {
    const cluster = attached('shared, default/local@lan');
    const pod = podOf(cluster, 'cnf');
    const [pod0, first, second] = statusOf(pod);
    expect(pod0).toMatchObject({
      name: 'pod-network',
      interface: 'eth0',
      ips: [pod.status.podIP],
      default: true,
    });
    expect(first).toMatchObject({
      name: 'default/shared',
      interface: 'net1',
      ips: ['192.168.201.10'],
      mtu: 1500,
    });
    expect(second).toMatchObject({ name: 'default/local', interface: 'lan', ips: ['10.9.0.2'], mtu: 9000 });
    expect(first?.mac).toMatch(/^[0-9a-f][26ae](:[0-9a-f]{2}){5}$/);
    expect(pod.metadata.annotations?.[networkStatusAnnotation]).toContain(
      '\n    {\n        "name": "pod-network",',
    );
  });

  it('takes addresses, MAC and default route from the request', () => {
    const request = JSON.stringify([
      {
        name: 'fixed',
        ips: ['192.168.202.5/24'],
        mac: '02:00:00:00:00:05',
        'default-route': ['192.168.202.1'],
      },
    ]);
    const status = statusOf(podOf(attached(request), 'cnf'));
    expect(status[0]).not.toHaveProperty('default');
    expect(status[1]).toMatchObject({
      ips: ['192.168.202.5'],
      mac: '02:00:00:00:00:05',
      default: true,
      gateway: ['192.168.202.1'],
    });
  });

  it('tells the device behind an SR-IOV interface', () => {
    const status = statusOf(podOf(attached('fast'), 'cnf'));
    expect(status[1]?.['device-info']).toMatchObject({
      type: 'pci',
      pci: { 'pci-address': expect.any(String) },
    });
  });

  it('never gives an address twice, and gives it again when it is free', () => {
    const cluster = attached('shared', 3);
    const used = podsOf(cluster, 'cnf').map((pod) => String(statusOf(pod)[1]?.ips));
    expect(used.sort()).toEqual(['192.168.201.10', '192.168.201.11', '192.168.201.12']);
    cluster.store.remove(resourceOf('pods'), 'default', podOf(cluster, 'cnf').metadata.name);
    cluster.advance(40_000);
    expect(podsOf(cluster, 'cnf').every(({ status }) => status.phase === 'Running')).toBe(true);
  });

  it('says that a range is used up', () => {
    const cluster = attached('shared', 4);
    const waiting = podsOf(cluster, 'cnf').find(({ status }) => status.phase === 'Pending');
    const failure = eventsAbout(cluster, waiting?.metadata.name ?? 'nobody').find(
      ({ reason }) => reason === 'FailedCreatePodSandBox',
    );
    expect(failure?.message).toContain('Could not allocate IP in range');
  });

  it('fails for a network that does not exist', () => {
    const cluster = attached('nowhere');
    const pod = podOf(cluster, 'cnf');
    expect(pod.status.containerStatuses?.[0]?.state.waiting?.reason).toBe('ContainerCreating');
    expect(reasons(cluster, pod.metadata.name)).toContain('NoNetworkFound');
    const failure = eventsAbout(cluster, pod.metadata.name).find(
      ({ reason }) => reason === 'FailedCreatePodSandBox',
    );
    expect(failure?.message).toContain(
      'cannot find a network-attachment-definition (nowhere) in namespace (default)',
    );
  });

  it('can be the release that reports the first network only', () => {
    const extra = 'behaviours: [{ match: { pod: cnf }, reportsOnlyFirst: true }]';
    const cluster = attached('shared, local', 1, extra);
    expect(statusOf(podOf(cluster, 'cnf')).map(({ interface: name }) => name)).toEqual(['eth0', 'net1']);
    expect(cluster.simulation.interfaces.get(podOf(cluster, 'cnf').metadata.uid ?? '')).toHaveLength(3);
  });

  it.each(['a b', '[{"name":', '{"name":"x"}', 'a/b/c'])('refuses the request %s', (text) => {
    expect(() => parseNetworkRequests(text, 'default')).toThrow('parsePodNetworkAnnotation');
  });
});
