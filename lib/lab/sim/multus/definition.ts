import { array, isRecord, type LabObject, numberOr, record, text } from '../../api/object.ts';
import { AttachError } from './request.ts';

/** What a NetworkAttachmentDefinition's CNI configuration says, as far as a pod can see it. */
export interface Definition {
  /** `namespace/name`. */
  name: string;
  /** The first plugin: bridge, macvlan, ipvlan, sriov, host-device, vlan … */
  type: string;
  /** The link on the node: definitions over the same link share a segment. */
  segment: string;
  mtu: number;
  ipam: Record<string, unknown>;
  /** The device plugin's resource, for SR-IOV. */
  resourceName: string | undefined;
}

/** Reads a NetworkAttachmentDefinition: a single plugin or a list of plugins. Throws AttachError. */
export function readDefinition(object: LabObject): Definition {
  const { namespace = '', name } = object.metadata;
  let config: unknown;
  try {
    config = JSON.parse(text(record(object.spec).config) || '{}');
  } catch (error) {
    throw new AttachError(`error parsing the configuration of ${namespace}/${name}: ${String(error)}`);
  }
  const chain = array(record(config).plugins).filter(isRecord);
  const first = chain[0] ?? record(config);
  const type = text(first.type);
  if (type === '')
    throw new AttachError(`cannot convert: the configuration of ${namespace}/${name} has no "type"`);
  const link =
    text(first.bridge) ||
    text(first.master) ||
    text(first.device) ||
    text(first.name) ||
    `${namespace}/${name}`;
  const vlan = numberOr(first.vlan, numberOr(first.vlanId, 0));
  return {
    name: `${namespace}/${name}`,
    type,
    segment: vlan > 0 ? `${link}.${vlan}` : link,
    mtu: numberOr(first.mtu, 0) || 1500,
    ipam: record(first.ipam),
    resourceName: object.metadata.annotations?.['k8s.v1.cni.cncf.io/resourceName'],
  };
}
