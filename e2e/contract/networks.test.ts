import { beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { exec } from './exec.ts';
import { becomes, must, scene } from './scene.ts';
import { cluster, noCluster } from './target.ts';
import { isReady, type Pod, pod } from './workloads.ts';

const networksKey = 'k8s.v1.cni.cncf.io/networks';
const statusKey = 'k8s.v1.cni.cncf.io/network-status';

interface Reported {
  name: string;
  /** Left out by Multus for the pod network, where its plugin does not say. */
  interface?: string;
  ips: string[];
  mac?: string;
  default?: boolean;
}
interface Link {
  ifname: string;
  address: string;
  addr_info: { family: string; local: string; prefixlen: number }[];
}

describe.skipIf(noCluster)('secondary networks', () => {
  const here = scene('nets');
  const definitions = here.at('k8s.cni.cncf.io/v1', 'network-attachment-definitions');

  beforeAll(async () => {
    if (noCluster) return;
    const define = async (name: string, config: unknown) =>
      must(
        await cluster().create(definitions, {
          apiVersion: 'k8s.cni.cncf.io/v1',
          kind: 'NetworkAttachmentDefinition',
          metadata: { name },
          spec: { config: JSON.stringify(config) },
        }),
        201,
      );
    await define('left', {
      cniVersion: '0.3.1',
      name: 'left',
      type: 'bridge',
      bridge: 'cnf-ext1',
      ipam: {
        type: 'host-local',
        ranges: [
          [{ subnet: '192.168.201.0/24', rangeStart: '192.168.201.180', rangeEnd: '192.168.201.199' }],
        ],
      },
    });
    await define('right', {
      cniVersion: '0.3.1',
      name: 'right',
      plugins: [
        { type: 'macvlan', master: 'cnf-ext2', mode: 'bridge', ipam: { type: 'static' } },
        { type: 'tuning', mtu: 1400 },
      ],
    });
  });

  it('are attached as asked, and reported in network-status with eth0 first', async () => {
    must(
      await cluster().create(
        here.core('pods'),
        pod('router', {
          annotations: {
            [networksKey]: JSON.stringify([
              { name: 'left' },
              { name: 'right', interface: 'uplink', ips: ['192.168.202.180/24'] },
            ]),
          },
        }),
      ),
      201,
    );
    const item = await becomes<Pod>(cluster(), here.core('pods', 'router'), 'a ready pod', isReady);
    const reported = JSON.parse(item.metadata.annotations?.[statusKey] ?? 'null') as Reported[];
    const nameOf = (each: Reported) => each.interface ?? (each.default ? 'eth0' : undefined);
    expect(reported.map(nameOf)).toEqual(['eth0', 'net1', 'uplink']);
    expect(reported[0]).toMatchObject({ default: true, ips: [item.status.podIP] });
    expect(reported[1]?.name).toBe(`${here.namespace}/left`);
    expect(reported[1]?.ips).toEqual([expect.stringMatching(/^192\.168\.201\.1[89]\d$/)]);

    const ran = await exec(cluster(), { namespace: here.namespace, name: 'router' }, ['ip', '-j', 'addr']);
    const links = JSON.parse(ran.stdout) as Link[];
    for (const entry of reported.filter((each) => each.ips.length > 0)) {
      const link = links.find((each) => each.ifname === nameOf(entry));
      expect(link?.address).toBe(entry.mac ?? link?.address);
      expect(link?.addr_info.filter((each) => each.family === 'inet').map((each) => each.local)).toEqual(
        entry.ips,
      );
    }
  });

  it('keep the pod from starting where a definition is missing, and an event names it', async () => {
    must(
      await cluster().create(here.core('pods'), pod('lost', { annotations: { [networksKey]: 'nosuch' } })),
      201,
    );
    const event = await eventually('FailedCreatePodSandBox', async () => {
      const events = must(
        await cluster().list<{ metadata: never; reason: string; message: string }>(here.core('events'), {
          fieldSelector: 'involvedObject.name=lost',
        }),
      ).items;
      return events.find((each) => each.reason === 'FailedCreatePodSandBox');
    });
    expect(event.message).toContain('nosuch');
    const item = must(await cluster().get<Pod>(here.core('pods', 'lost')));
    expect(item.status.phase).toBe('Pending');
    expect(item.status.containerStatuses?.[0]?.state.waiting?.reason).toBe('ContainerCreating');
  });
});
