/** Pieces of manifests of routers: a bridge to meet on, a ConfigMap, the container that reads it. */

/** A namespace, and a NetworkAttachmentDefinition `network` on a bridge with addresses that its pods ask for. */
export const meetingPlace = (namespace: string, network: string, bridge: string): string => `apiVersion: v1
kind: Namespace
metadata: {name: ${namespace}}
---
${bridgeNetwork(namespace, network, bridge)}`;

export const bridgeNetwork = (
  namespace: string,
  network: string,
  bridge: string,
): string => `apiVersion: k8s.cni.cncf.io/v1
kind: NetworkAttachmentDefinition
metadata: {name: ${network}, namespace: ${namespace}}
spec:
  config: '{"cniVersion":"0.3.1","type":"bridge","bridge":"${bridge}","ipam":{"type":"static"}}'
`;

/** What is mounted at /etc/frr. @param daemons beside zebra: `bgpd`, `ospfd`, … @param labels as YAML */
export const frrConfigMap = (
  namespace: string,
  name: string,
  daemons: readonly string[],
  text: string,
  labels = '{}',
): string => `apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: ${namespace}, labels: ${labels}}
data:
  daemons: |
${daemons.map((daemon) => `    ${daemon}=yes\n`).join('')}    vtysh_enable=yes
    zebra_options="  -A 127.0.0.1 -s 90000000"
${daemons.map((daemon) => `    ${daemon}_options="-A 127.0.0.1"\n`).join('')}  vtysh.conf: |
    service integrated-vtysh-config
  frr.conf: |
${text.trimEnd().replace(/^/gm, '    ')}
`;

/** The container `frr`, with what a router may do and the volume `etc` at /etc/frr; lines start with a dash. */
export const frrContainer = (image: string): string => `- name: frr
  image: ${image}
  securityContext: {capabilities: {add: [NET_ADMIN, NET_RAW, SYS_ADMIN]}}
  volumeMounts: [{name: etc, mountPath: /etc/frr}]`;

/** A block of YAML further to the right. */
export const indent = (block: string, spaces: number): string => block.replace(/^/gm, ' '.repeat(spaces));
