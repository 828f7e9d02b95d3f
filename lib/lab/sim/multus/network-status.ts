import { formatAddress, parseCidr } from './address.ts';
import type { Interface } from './interface.ts';

/**
 * The annotation `k8s.v1.cni.cncf.io/network-status` as Multus writes it: JSON, indented by four spaces, addresses without
 * prefix length (multus-cni, pkg/k8sclient, SetNetworkStatus).
 */
export function networkStatus(interfaces: readonly Interface[]): string {
  const defaultAt = interfaces.findIndex((item) => item.gateway !== undefined);
  const entries = interfaces.map((item, index) => ({
    name: item.network,
    ...(item.anonymous ? {} : { interface: item.name }),
    ...(item.addresses.length === 0 ? {} : { ips: item.addresses.map(bare) }),
    ...(item.anonymous ? {} : { mac: item.mac, ...(index === 0 ? {} : { mtu: item.mtu }) }),
    ...(index === defaultAt ? { default: true } : {}),
    dns: {},
    ...(index === defaultAt && index > 0 ? { gateway: [item.gateway] } : {}),
    ...(item.deviceInfo === undefined ? {} : { 'device-info': item.deviceInfo }),
  }));
  return JSON.stringify(entries, null, 4);
}

function bare(address: string): string {
  const cidr = parseCidr(address);
  return cidr === undefined ? address : formatAddress(cidr);
}
