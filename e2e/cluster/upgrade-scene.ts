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
}

const daemons = ['bgpd', 'staticd'];

const routeServer = (first: number): string => `hostname rs
service integrated-vtysh-config
ip route 10.${first}.1.0/24 blackhole
ip route 10.${first}.2.0/24 blackhole
ip route 10.${first}.3.0/24 blackhole
ip route 10.${first}.4.0/24 blackhole
router bgp 65080
 bgp router-id 1.1.1.${first}
 no bgp ebgp-requires-policy
 neighbor routers peer-group
 neighbor routers remote-as 65081
 neighbor routers timers 1 3
 bgp listen range 192.168.202.0/24 peer-group routers
 address-family ipv4 unicast
  network 10.${first}.1.0/24
  network 10.${first}.2.0/24
  network 10.${first}.3.0/24
  network 10.${first}.4.0/24
 exit-address-family
exit
`;

/** `router` alone, as YAML: to give it other lines. */
export const routerConfig = ({
  namespace,
  first,
  lines = [],
}: Pick<UpgradeScene, 'namespace' | 'first' | 'lines'>): string =>
  frrConfigMap(namespace, 'router', daemons, router(first, lines));

const router = (first: number, lines: readonly string[]): string => `hostname router
service integrated-vtysh-config
router bgp 65081
 no bgp ebgp-requires-policy
 neighbor 192.168.202.${first} remote-as 65080
 neighbor 192.168.202.${first} timers 1 3
 neighbor 192.168.202.${first} timers connect 1
${lines.map((line) => ` ${line}\n`).join('')}exit
`;

export const upgradeManifest = ({
  namespace,
  kind,
  image,
  first,
  lines = [],
  replicas = 2,
}: UpgradeScene): string => `
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
${frrConfigMap(namespace, 'rs', daemons, routeServer(first))}---
${routerConfig({ namespace, first, lines })}---
apiVersion: v1
kind: Pod
metadata:
  name: rs
  namespace: ${namespace}
  annotations:
    k8s.v1.cni.cncf.io/networks: '[{"name":"fixed","interface":"net1","ips":["192.168.202.${first}/24"]}]'
spec:
  terminationGracePeriodSeconds: 1
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
      terminationGracePeriodSeconds: 1
      containers:
${indent(frrContainer(image), 8)}
      volumes: [{name: etc, configMap: {name: router}}]
`;
