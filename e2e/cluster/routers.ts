import { images } from '#e2e/contract/workloads.ts';

const image = process.env.FRR_IMAGE ?? 'registry.local/frr:10.3';
const plain = images.firewall;
const bridge = 'cnf-ext1';

/**
 * Two routers on one bridge that speak BGP (IPv4 and IPv6 unicast), OSPF and BFD with each other; r1 also has a
 * neighbor that is never there and one that is shut, and a container without vtysh. r2 has a container that ended
 * once, and the pod `done` has ended.
 *
 * @param first the last octet of r1's addresses; r2 has the next one, so that two runs can share a bridge
 */
export const routersManifest = (namespace: string, first: number): string => `
apiVersion: v1
kind: Namespace
metadata: {name: ${namespace}}
---
apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata: {name: ext1, namespace: ${namespace}}
spec:
  config: '{"cniVersion":"0.3.1","type":"bridge","bridge":"${bridge}","ipam":{"type":"static"}}'
---
apiVersion: v1
kind: ConfigMap
metadata: {name: r1, namespace: ${namespace}}
data:
  daemons: |
    bgpd=yes
    ospfd=yes
        bfdd=yes
    staticd=yes
    vtysh_enable=yes
    zebra_options="  -A 127.0.0.1 -s 90000000"
    bgpd_options="   -A 127.0.0.1"
    ospfd_options="  -A 127.0.0.1"
    staticd_options="-A 127.0.0.1"
    bfdd_options="   -A 127.0.0.1"
  vtysh.conf: "service integrated-vtysh-config\\n"
  frr.conf: |
    hostname r1
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
---
apiVersion: v1
kind: ConfigMap
metadata: {name: r2, namespace: ${namespace}}
data:
  daemons: |
    bgpd=yes
    ospfd=yes
        bfdd=yes
    staticd=yes
    vtysh_enable=yes
    zebra_options="  -A 127.0.0.1 -s 90000000"
    bgpd_options="   -A 127.0.0.1"
    ospfd_options="  -A 127.0.0.1"
    staticd_options="-A 127.0.0.1"
    bfdd_options="   -A 127.0.0.1"
  vtysh.conf: "service integrated-vtysh-config\\n"
  frr.conf: |
    hostname r2
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
---
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
    - name: frr
      image: ${image}
      securityContext: {capabilities: {add: [NET_ADMIN, NET_RAW, SYS_ADMIN]}}
      volumeMounts: [{name: etc, mountPath: /etc/frr}]
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
    - name: frr
      image: ${image}
      securityContext: {capabilities: {add: [NET_ADMIN, NET_RAW, SYS_ADMIN]}}
      volumeMounts: [{name: etc, mountPath: /etc/frr}]
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
