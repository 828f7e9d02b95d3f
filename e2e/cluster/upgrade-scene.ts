import { bridgeNetwork, frrConfigMap, frrContainer, indent } from './frr-manifest.ts';

/**
 * A route server `rs` that accepts sessions from a range, and routers that speak BGP with it. Each router receives four prefixes.
 *
 * @param net the third octet of the prefixes, so that two scenes can be told apart
 * @param first the last octet of the route server's address on cnf-ext2
 */
export interface UpgradeScene {
  namespace: string;
  kind: 'StatefulSet' | 'Deployment' | 'DaemonSet';
  image: string;
  first: number;
  /** More lines in the routers' `router bgp`. */
  lines?: string[];
  replicas?: number;
  /** They speak IPv6 unicast, OSPF, IS-IS and BFD with each other as well. */
  everything?: boolean;
  /** Keepalive and hold time in seconds; a machine that is busy may need longer ones. */
  timers?: string;
  /**
   * `terminationGracePeriodSeconds` of the routers. 0: the API server forgets a pod that is deleted at once. With more it is there until
   * this kubelet's round of every ten seconds finds it gone, a minute later where the machine is busy.
   */
  grace?: number;
}

const daemonsOf = ({ everything }: Pick<UpgradeScene, 'everything'>): string[] => [
  'bgpd',
  'staticd',
  ...(everything ? ['ospfd', 'isisd', 'bfdd'] : []),
];

/** @param system the last number of the IS-IS system, and the OSPF router */
const others = (system: number): string => `interface net1
 ip ospf area 0.0.0.${system - (system % 20)}
 ip ospf hello-interval 1
 ip ospf dead-interval 4
 ip router isis fabric
 isis hello-interval 1
exit
router ospf
 ospf router-id 1.1.1.${system}
exit
router isis fabric
 net 49.0001.0000.0000.${String(system).padStart(4, '0')}.00
 is-type level-1
exit
`;

/** On both sides of a session, in `router bgp`. @param more lines of the address family */
const sixOf = (neighbor: string, more = ''): string => ` address-family ipv6 unicast
  neighbor ${neighbor} activate
${more} exit-address-family
`;

/**
 * FRR 10.3 begins no BGP session while BFD with the neighbor is down, and who accepts sessions from a range has no BFD with a neighbor
 * before BGP: so that it names the neighbors to come, and leaves BGP alone. Slow enough for a machine that is busy.
 * Source: bgpd/bgpd.c `peer_active`; github.com/FRRouting/frr/pull/18562.
 */
const bfdOf = (neighbors: readonly string[]): string => `bfd
 profile slow
  detect-multiplier 5
  receive-interval 1000
  transmit-interval 1000
 exit
${neighbors.map((neighbor) => ` peer ${neighbor}\n  profile slow\n exit\n`).join('')}exit
`;

const rangeOf = (first: number): string[] =>
  Array.from({ length: 9 }, (_, index) => `192.168.202.${first + 1 + index}`);

const quickTimers = '1 3';

type SceneRouters = Omit<UpgradeScene, 'namespace' | 'kind' | 'image' | 'replicas'>;

const routeServer = ({ first, timers = quickTimers, everything }: SceneRouters): string => `hostname rs
service integrated-vtysh-config
ipv6 route 2001:db8:${first}::/48 blackhole
ip route 10.${first}.1.0/24 blackhole
ip route 10.${first}.2.0/24 blackhole
ip route 10.${first}.3.0/24 blackhole
ip route 10.${first}.4.0/24 blackhole
router bgp 65080
 bgp router-id 1.1.1.${first}
 no bgp ebgp-requires-policy
 neighbor routers peer-group
 neighbor routers remote-as 65081
 neighbor routers timers ${timers}
 bgp listen range 192.168.202.0/24 peer-group routers
 address-family ipv4 unicast
  network 10.${first}.1.0/24
  network 10.${first}.2.0/24
  network 10.${first}.3.0/24
  network 10.${first}.4.0/24
 exit-address-family
${everything ? sixOf('routers', `  network 2001:db8:${first}::/48\n`) : ''}exit
${everything ? bfdOf(rangeOf(first)) + others(first) : ''}`;

/** `router` alone, as YAML: to give it other lines. */
export const routerConfig = (scene: SceneRouters & Pick<UpgradeScene, 'namespace'>): string =>
  frrConfigMap(scene.namespace, 'router', daemonsOf(scene), router(scene));

const router = ({
  first,
  lines = [],
  timers = quickTimers,
  everything,
}: SceneRouters): string => `hostname router
service integrated-vtysh-config
router bgp 65081
 no bgp ebgp-requires-policy
 neighbor 192.168.202.${first} remote-as 65080
 neighbor 192.168.202.${first} timers ${timers}
 neighbor 192.168.202.${first} timers connect 1
${lines.map((line) => ` ${line}\n`).join('')}${everything ? ` neighbor 192.168.202.${first} bfd profile slow\n${sixOf(`192.168.202.${first}`)}` : ''}exit
${everything ? bfdOf([]) + others(first + 1) : ''}`;

export function upgradeManifest(scene: UpgradeScene): string {
  const { namespace, kind, image, first, replicas = 2, grace = 0 } = scene;
  return `
apiVersion: v1
kind: Namespace
metadata: {name: ${namespace}}
---
apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata: {name: fabric, namespace: ${namespace}}
spec:
  config: '{"cniVersion":"0.3.1","type":"bridge","name":"${namespace}","bridge":"cnf-ext2","ipam":{"type":"host-local","subnet":"192.168.202.0/24","rangeStart":"192.168.202.${first + 1}","rangeEnd":"192.168.202.${first + 9}","dataDir":"/tmp/ipam-${namespace}"}}'
---
${bridgeNetwork(namespace, 'fixed', 'cnf-ext2')}---
${frrConfigMap(namespace, 'rs', daemonsOf(scene), routeServer(scene))}---
${routerConfig(scene)}---
apiVersion: v1
kind: Pod
metadata:
  name: rs
  namespace: ${namespace}
  annotations:
    k8s.v1.cni.cncf.io/networks: '[{"name":"fixed","interface":"net1","ips":["192.168.202.${first}/24"]}]'
spec:
  terminationGracePeriodSeconds: 0
  containers:
${indent(frrContainer('registry.local/frr:10.3'), 4)}
  volumes: [{name: etc, configMap: {name: rs}}]
---
apiVersion: apps/v1
kind: ${kind}
metadata: {name: router, namespace: ${namespace}}
spec:
  ${kind === 'DaemonSet' ? '' : `replicas: ${replicas}`}
  ${kind === 'StatefulSet' ? 'serviceName: router' : ''}
  selector: {matchLabels: {app: router}}
  template:
    metadata:
      labels: {app: router}
      annotations: {k8s.v1.cni.cncf.io/networks: fabric}
    spec:
      terminationGracePeriodSeconds: ${grace}
      containers:
${indent(frrContainer(image), 8)}
      volumes: [{name: etc, configMap: {name: router}}]
`;
}
