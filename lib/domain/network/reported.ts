import { entryLimit, FieldReader, fieldsOf, kindOf, parseJson } from './annotation-json.ts';
import { deviceInfo } from './device-info.ts';
import type { DeviceInfo } from './interface.ts';

/** One entry of the annotation `k8s.v1.cni.cncf.io/network-status`. */
export interface ReportedInterface {
  /** `namespace/name` of the definition, or the cluster network's name. */
  name: string;
  interface: string | null;
  /** Without prefix length. */
  ips: string[];
  mac: string | null;
  mtu: number | null;
  default: boolean | null;
  gateway: string[];
  device: DeviceInfo | null;
}

/** What was reported, and what could not be read of it: one sentence each. */
export interface ReportedInterfaces {
  items: ReportedInterface[];
  problems: string[];
}

/** The annotation that reports, and the name it had before Multus 3.7; where both are there the newer one counts. */
export const statusAnnotations = [
  'k8s.v1.cni.cncf.io/network-status',
  'k8s.v1.cni.cncf.io/networks-status',
] as const;

/**
 * Reads the annotation `k8s.v1.cni.cncf.io/network-status`. An entry with a field of the wrong type is kept without that
 * field, and the field is named.
 * Source: Kubernetes Network Custom Resource Definition De-facto Standard v1.3, section 5;
 * network-attachment-definition-client pkg/apis/k8s.cni.cncf.io/v1/types.go `NetworkStatus`, v1.7.
 */
export function parseNetworkStatus(text: string | undefined): ReportedInterfaces {
  if (text === undefined || text === '') return { items: [], problems: [] };
  const parsed = parseJson(text);
  if (!parsed.ok) return { items: [], problems: [parsed.problem] };
  if (parsed.value === null) return { items: [], problems: [] };
  if (!Array.isArray(parsed.value)) {
    return { items: [], problems: [`It is ${kindOf(parsed.value)}, not an array of interfaces.`] };
  }
  const entries = parsed.value.slice(0, entryLimit).map((entry, index) => parseEntry(entry, index + 1));
  const problems = entries.flatMap((e) => e.problems);
  if (parsed.value.length > entryLimit) {
    problems.push(`It has ${parsed.value.length} interfaces; only the first ${entryLimit} are read.`);
  }
  return { items: entries.flatMap((e) => e.item ?? []), problems };
}

function parseEntry(value: unknown, number: number): { item: ReportedInterface | null; problems: string[] } {
  const where = `Interface ${number}`;
  const fields = fieldsOf(value);
  if (!fields) return { item: null, problems: [`${where} is ${kindOf(value)}, not an object.`] };
  const read = new FieldReader(fields, where);
  const info = read.object('device-info');
  const device = info && deviceInfo(info, `${where}, device-info`);
  const item: ReportedInterface = {
    name: read.text('name') ?? '',
    interface: read.text('interface'),
    ips: read.texts('ips'),
    mac: read.text('mac'),
    mtu: read.number('mtu'),
    default: read.flag('default'),
    gateway: read.texts('gateway'),
    device: device?.device ?? null,
  };
  return { item, problems: [...read.problems, ...(device?.problems ?? [])] };
}
