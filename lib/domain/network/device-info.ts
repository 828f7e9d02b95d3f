import { FieldReader } from './annotation-json.ts';
import type { DeviceInfo } from './interface.ts';

const types = ['pci', 'vdpa', 'vhost-user', 'memif'] as const;

/** For each type, the field that names the device, first of those present. */
const address = {
  pci: ['pci-address'],
  vdpa: ['path', 'parent-device', 'pci-address'],
  'vhost-user': ['path'],
  memif: ['path'],
} as const satisfies Record<(typeof types)[number], readonly string[]>;

/**
 * Reads `device-info` of a network-status entry.
 * Source: Device Information Specification v1.1; network-attachment-definition-client pkg/apis/k8s.cni.cncf.io/v1/types.go
 * `DeviceInfo`, v1.7.
 */
export function deviceInfo(
  fields: Readonly<Record<string, unknown>>,
  where: string,
): { device: DeviceInfo; problems: string[] } {
  const info = new FieldReader(fields, where);
  const type = types.find((t) => t === info.text('type'));
  if (!type)
    return { device: { type: 'other', address: null, parent: null, rdma: null }, problems: info.problems };
  const of = new FieldReader(info.object(type) ?? {}, `${where}, ${type}`);
  const device: DeviceInfo = {
    type,
    address: address[type].map((name) => of.text(name)).find((found) => found !== null) ?? null,
    parent: of.text('pf-pci-address'),
    rdma: of.text('rdma-device'),
  };
  return { device, problems: [...info.problems, ...of.problems] };
}
