import { images } from '#e2e/contract/workloads.ts';
import { frrConfigMap, frrContainer, indent, meetingPlace } from './frr-manifest.ts';

const image = process.env.FRR_IMAGE ?? 'registry.local/frr:10.3';
const plain = images.firewall;
const bridge = 'cnf-ext1';
const daemons = ['bgpd', 'ospfd', 'bfdd', 'staticd'];

const r1 = (first: number): string => `hostname r1
service integrated-vtysh-config
ip route 10.${first}.1.0/24 blackhole
ip route 10.${first}.2.0/24 blackhole
interface net1
 ip ospf area 0.0.0.${first}
 ip ospf dead-interval 4
 ip ospf hello-interval 1
exit
router bgp 65071
 bgp router-id 1.1.1.${first}
 no bgp ebgp-requires-policy
 neighbor 192.168.201.${first + 1} remote-as 65072
 neighbor 192.168.201.${first + 1} description to-r2
 neighbor 192.168.201.${first + 1} bfd
 neighbor 192.168.201.${first + 1} timers 3 9
 neighbor 198.51.100.9 remote-as 65009
 neighbor 198.51.100.10 remote-as 65010
 neighbor 198.51.100.10 shutdown
 address-family ipv4 unicast
  network 10.${first}.1.0/24
  network 10.${first}.2.0/24
 exit-address-family
 address-family ipv6 unicast
  neighbor 192.168.201.${first + 1} activate
 exit-address-family
exit
router ospf
 ospf router-id 1.1.1.${first}
exit
`;

const r2 = (first: number): string => `hostname r2
service integrated-vtysh-config
ip route 10.${first + 1}.1.0/24 blackhole
interface net1
 ip ospf area 0.0.0.${first}
 ip ospf dead-interval 4
 ip ospf hello-interval 1
exit
router bgp 65072
 bgp router-id 1.1.1.${first + 1}
 neighbor 192.168.201.${first} remote-as 65071
 neighbor 192.168.201.${first} bfd
 neighbor 192.168.201.${first} timers 3 9
 address-family ipv4 unicast
  network 10.${first + 1}.1.0/24
 exit-address-family
 address-family ipv6 unicast
  neighbor 192.168.201.${first} activate
 exit-address-family
exit
router ospf
 ospf router-id 1.1.1.${first + 1}
exit
`;

/**
 * Two routers on one bridge that speak BGP (IPv4 and IPv6 unicast), OSPF and BFD with each other; r1 also has a
 * neighbor that is never there and one that is shut, and a container without vtysh. r2 has a container that ended
 * once, and the pod `done` has ended.
 *
 * @param first the last octet of r1's addresses; r2 has the next one, so that two runs can share a bridge
 */
export const routersManifest = (namespace: string, first: number): string => `
${meetingPlace(namespace, 'ext1', bridge)}---
${frrConfigMap(namespace, 'r1', daemons, r1(first))}---
${frrConfigMap(namespace, 'r2', daemons, r2(first))}---
apiVersion: v1
kind: Pod
metadata:
  name: r1
  namespace: ${namespace}
  annotations:
    k8s.v1.cni.cncf.io/networks: '[{"name":"ext1","interface":"net1","ips":["192.168.201.${first}/24"]}]'
spec:
  terminationGracePeriodSeconds: 2
  containers:
${indent(frrContainer(image), 4)}
    - name: side
      image: ${plain}
  volumes: [{name: etc, configMap: {name: r1}}]
---
apiVersion: v1
kind: Pod
metadata:
  name: r2
  namespace: ${namespace}
  annotations:
    k8s.v1.cni.cncf.io/networks: '[{"name":"ext1","interface":"net1","ips":["192.168.201.${first + 1}/24"]}]'
spec:
  terminationGracePeriodSeconds: 2
  containers:
${indent(frrContainer(image), 4)}
    - name: ends
      image: ${plain}
      command: [sh, -c, 'echo a line of a container that ends; if [ -e /once/ended ]; then sleep 1000000; fi; touch /once/ended']
      volumeMounts: [{name: once, mountPath: /once}]
  volumes: [{name: etc, configMap: {name: r2}}, {name: once, emptyDir: {}}]
---
apiVersion: v1
kind: Pod
metadata: {name: done, namespace: ${namespace}}
spec:
  restartPolicy: Never
  containers: [{name: main, image: '${plain}', command: ['true']}]
`;
