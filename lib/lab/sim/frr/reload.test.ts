import { describe, expect, it } from 'vitest';
import { resourceOf } from '../../api/resources.ts';
import { Cluster } from '../cluster.ts';
import { run, testCluster, testStart } from '../test-cluster.ts';

function talkChain(): Cluster {
  const cluster = new Cluster({ start: testStart, seed: 7 });
  cluster.load('talk-chain');
  return cluster;
}

const router = 'router-a-0';
const file = (cluster: Cluster) => run(cluster, router, ['cat', '/etc/frr/frr.conf']).stdout;
const reload = (cluster: Cluster, text: string, how = '--test') =>
  run(
    cluster,
    router,
    ['sh', '-c', `f=$(mktemp) && cat > "$f" && /usr/lib/frr/frr-reload.py ${how} --stdout "$f"`],
    text,
  );
const running = (cluster: Cluster) => run(cluster, router, ['vtysh', '-c', 'show running-config']).stdout;
const stateAt = (cluster: Cluster, pod: string, peer: string) => {
  const said = run(cluster, pod, ['vtysh', '-c', 'show bgp vrf all summary json']).stdout;
  return JSON.parse(said).default.ipv4Unicast.peers[peer];
};
const [a, b] = ['192.168.201.224', '192.168.201.225'];

describe('frr-reload.py', () => {
  it('finds only the lines that always differ when the file is what runs', () => {
    const cluster = talkChain();
    const { stdout, code } = reload(cluster, file(cluster));
    expect(code).toBe(0);
    expect(stdout.slice(stdout.indexOf('\nLines'))).toBe(
      '\nLines To Delete\n===============\nno hostname router-a-0\nipv6 forwarding\n\nLines To Add\n============\nhostname router-a\n',
    );
  });

  it('prints what a change takes away and adds, as 8.4.4 prints it', () => {
    const cluster = talkChain();
    const text = file(cluster)
      .replace('description router-b', 'description router-bee')
      .replace('  network 10.1.2.0/24\n', '  network 10.1.2.0/24\n  network 10.1.9.0/24\n');
    expect(reload(cluster, text).stdout).toContain(`router bgp 65001
 no neighbor ${b} description router-b

Lines To Add
============
router bgp 65001
 neighbor ${b} description router-bee
router bgp 65001
 address-family ipv4 unicast
  network 10.1.9.0/24 
hostname router-a
`);
  });

  it('fails on an invalid text, with a delta that takes nearly everything away', () => {
    const cluster = talkChain();
    const { stdout, code } = reload(cluster, file(cluster).replace('remote-as', 'remote-ass'));
    expect(code).toBe(1);
    expect(stdout).toContain(
      `vtysh (mark file) exited with status 2:\nb'line 20: % Unknown command:  neighbor ${b} remote-ass 65002\\n\\n'`,
    );
    expect(stdout).toContain('\nno router bgp 65001\n');
  });

  it('changes what runs and keeps the sessions, though it cannot write the file', () => {
    const cluster = talkChain();
    const before = stateAt(cluster, router, b);
    const text = file(cluster).replace('description router-b', 'description router-bee');
    const { stderr, code } = reload(cluster, text, '--reload --overwrite');
    expect(code).toBe(1);
    expect(stderr).toContain('VtyshException: vtysh returned status 1 for command "write"');
    expect(running(cluster)).toContain(` neighbor ${b} description router-bee\n`);
    expect(stateAt(cluster, router, b)).toMatchObject({
      state: 'Established',
      connectionsEstablished: before.connectionsEstablished,
      desc: 'router-bee',
    });
  });

  it('ends the session at both sides when a neighbor goes, and brings it back with it', () => {
    const cluster = talkChain();
    const whole = file(cluster);
    const without = whole
      .split('\n')
      .filter((line) => !line.includes(`neighbor ${b}`))
      .join('\n');
    reload(cluster, without, '--reload');
    expect(stateAt(cluster, router, b)).toBeUndefined();
    expect(stateAt(cluster, 'router-b-0', a).state).toBe('Active');
    reload(cluster, whole, '--reload');
    cluster.advance(10_000);
    expect(stateAt(cluster, 'router-b-0', a).state).toBe('Established');
  });

  it('resets the session where the AS differs, and that stays down', () => {
    const cluster = talkChain();
    reload(cluster, file(cluster).replace('remote-as 65002', 'remote-as 65099'), '--reload');
    cluster.advance(10_000);
    expect(stateAt(cluster, router, b).state).toBe('Idle');
    expect(stateAt(cluster, 'router-b-0', a).state).toBe('Idle');
  });
});

describe('configure terminal', () => {
  it('sets and takes back a graceful shutdown without touching a session; peers prefer others', () => {
    const cluster = talkChain();
    const configure = (command: string) =>
      run(cluster, router, ['vtysh', '-c', 'configure terminal', '-c', 'router bgp 65001', '-c', command]);
    expect(configure('bgp graceful-shutdown')).toEqual({ stdout: '', stderr: '', code: 0 });
    expect(running(cluster)).toContain(' bgp graceful-shutdown\n');
    expect(stateAt(cluster, 'router-b-0', a).state).toBe('Established');
    configure('no bgp graceful-shutdown');
    expect(running(cluster)).not.toContain('graceful-shutdown');
  });

  it('says of another AS what bgpd says', () => {
    const said = run(talkChain(), router, ['vtysh', '-c', 'configure terminal', '-c', 'router bgp 65009']);
    expect(said).toEqual({ stdout: 'BGP is already running; AS is 65001\n', stderr: '', code: 1 });
  });
});

describe('the file', () => {
  it('reaches the volume a while after the ConfigMap has changed, and what runs not at all', () => {
    const cluster = talkChain();
    cluster.store.modify(resourceOf('configmaps'), 'cnf-edge', 'router-a', (copy) => {
      const data = copy.data as Record<string, string>;
      data['frr.conf'] = `${data['frr.conf']}ip route 10.1.77.0/24 blackhole\n`;
    });
    expect(file(cluster)).not.toContain('10.1.77.0');
    cluster.advance(90_000);
    expect(file(cluster)).toContain('10.1.77.0');
    expect(running(cluster)).not.toContain('10.1.77.0');
  });

  it('cannot be written, and vtysh says so', () => {
    const { stdout, code } = run(talkChain(), router, ['vtysh', '-c', 'write']);
    expect(code).toBe(1);
    expect(stdout).toContain('% Configuration write failed.\n');
  });
});

describe('a check before an upgrade', () => {
  const check = (image: string) =>
    testCluster(`
objects:
  - apiVersion: v1
    kind: ConfigMap
    metadata: { name: r, namespace: default }
    data: { frr.conf: "router bgp 65001 as-notation dot\\nexit\\n" }
  - apiVersion: v1
    kind: Pod
    metadata: { name: check, namespace: default }
    spec:
      restartPolicy: Never
      nodeName: node-1
      containers:
        - name: frr
          image: ${image}
          command: [vtysh, -C, -f, /config/frr.conf]
          volumeMounts: [{ name: config, mountPath: /config }]
      volumes: [{ name: config, configMap: { name: r } }]
`);

  it.each([
    ['quay.io/frrouting/frr:8.4.4', 'Failed'],
    ['quay.io/frrouting/frr:10.3.0', 'Succeeded'],
  ])('runs to its end with %s: %s', (image, phase) => {
    const cluster = check(image);
    cluster.advance(10_000);
    expect(cluster.store.get(resourceOf('pods'), 'default', 'check')?.status).toMatchObject({ phase });
  });
});

describe('a text handed over in memory', () => {
  const feed = (bytes: number, ...how: string[]) => [
    'python3',
    '-c',
    '…',
    String(bytes),
    '/usr/lib/frr/frr-reload.py',
    ...how,
  ];

  it('is compared without a word of the log', () => {
    const cluster = talkChain();
    const said = run(cluster, router, feed(1, '--test', '--log-level', 'error'), file(cluster));
    expect(said.code).toBe(0);
    expect(said.stdout.startsWith('\nLines To Delete\n')).toBe(true);
  });
});
