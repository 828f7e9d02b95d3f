import { array, isRecord, record, text } from '../../api/object.ts';
import { type Cidr, contains, formatCidr, lastOf, networkOf, parseCidr } from './address.ts';
import type { Definition } from './definition.ts';
import { AttachError, type NetworkRequest } from './request.ts';

export interface Lease {
  addresses: string[];
  gateway?: string;
  routes: { destination: string; gateway?: string }[];
}

interface Range {
  network: Cidr;
  first: bigint;
  last: bigint;
  gateway?: string;
  excluded: Cidr[];
}

/**
 * Hands out addresses as the CNI address plugins do: host-local keeps its book per node, whereabouts one for the cluster,
 * static takes what is written, dhcp asks the segment's server.
 */
export class AddressBook {
  private readonly taken = new Map<string, Map<bigint, string>>();

  /** Addresses for one interface of a pod. Throws AttachError when there are none left. */
  lease(definition: Definition, request: NetworkRequest, owner: string, node: string): Lease {
    const type = text(definition.ipam.type);
    const routes = array(definition.ipam.routes)
      .filter(isRecord)
      .map((route) => ({
        destination: text(route.dst),
        ...(text(route.gw) === '' ? {} : { gateway: text(route.gw) }),
      }));
    if (type === 'static') return { ...fixed(definition, request), routes };
    if (type === '') return { addresses: request.ips.map(withPrefix), routes };
    const ranges = rangesOf(definition);
    const scope = type === 'host-local' ? `${definition.name} on ${node}` : definition.segment;
    const book = this.taken.get(scope) ?? new Map<bigint, string>();
    this.taken.set(scope, book);
    const addresses: string[] = [];
    let gateway: string | undefined;
    for (const range of ranges) {
      const address = pick(range, book, request.ips);
      if (address === undefined) throw new AttachError(exhausted(type, definition, range));
      book.set(address.value, owner);
      addresses.push(formatCidr(address));
      gateway ??= range.gateway;
    }
    return { addresses, routes, ...(gateway === undefined ? {} : { gateway }) };
  }

  /** Notes addresses that a pod already holds. */
  claim(scope: string, address: string, owner: string): void {
    const cidr = parseCidr(address);
    if (cidr === undefined) return;
    const book = this.taken.get(scope) ?? new Map<bigint, string>();
    book.set(cidr.value, owner);
    this.taken.set(scope, book);
  }

  release(owner: string): void {
    for (const book of this.taken.values()) {
      for (const [value, holder] of book) if (holder === owner) book.delete(value);
    }
  }
}

function fixed(definition: Definition, request: NetworkRequest): Pick<Lease, 'addresses' | 'gateway'> {
  const listed = array(definition.ipam.addresses).filter(isRecord);
  const gateway = listed.map((item) => text(item.gateway)).find((item) => item !== '');
  const addresses =
    request.ips.length > 0 ? request.ips.map(withPrefix) : listed.map((item) => text(item.address));
  return { addresses, ...(gateway === undefined ? {} : { gateway }) };
}

function withPrefix(address: string): string {
  return address.includes('/') ? address : `${address}/${address.includes(':') ? 64 : 24}`;
}

function rangesOf(definition: Definition): Range[] {
  const { ipam } = definition;
  const listed = [...array(ipam.ranges).map((set) => array(set)[0]), ...array(ipam.ipRanges)].filter(
    isRecord,
  );
  const raw = listed.length > 0 ? listed : [ipam];
  return raw.map((item) => {
    const subnet =
      text(item.subnet) || text(item.range) || (text(ipam.type) === 'dhcp' ? '192.168.0.0/24' : '');
    // whereabouts also accepts "192.0.2.10-192.0.2.20/24".
    const span = /^([^-/]+)-([^/]+)\/(\d+)$/.exec(subnet);
    const network = parseCidr(span === null ? subnet : `${span[1]}/${span[3]}`);
    if (network === undefined) {
      throw new AttachError(
        `error parsing the address range ${JSON.stringify(subnet)} of ${definition.name}`,
      );
    }
    const base = networkOf(network);
    const start = parseCidr(text(item.rangeStart) || text(item.range_start) || (span?.[1] ?? ''));
    const end = parseCidr(text(item.rangeEnd) || text(item.range_end) || (span?.[2] ?? ''));
    const gateway = text(item.gateway) || text(ipam.gateway);
    return {
      network: base,
      first: start?.value ?? base.value + 2n,
      last: end?.value ?? lastOf(base).value - 1n,
      excluded: array(item.exclude ?? ipam.exclude).flatMap((text_) => parseCidr(text(text_)) ?? []),
      ...(gateway === '' ? {} : { gateway }),
    };
  });
}

function pick(range: Range, book: Map<bigint, string>, wanted: string[]): Cidr | undefined {
  const { network } = range;
  for (const text_ of wanted) {
    const address = parseCidr(text_);
    if (address !== undefined && contains(network, address))
      return book.has(address.value) ? undefined : { ...address, prefix: network.prefix };
  }
  const gateway = range.gateway === undefined ? undefined : parseCidr(range.gateway)?.value;
  for (let value = range.first; value <= range.last; value += 1n) {
    const free = !book.has(value) && value !== gateway;
    if (free && !range.excluded.some((item) => contains(item, { family: network.family, value })))
      return { ...network, value };
  }
  return undefined;
}

function exhausted(type: string, definition: Definition, range: Range): string {
  const subnet = formatCidr(range.network);
  return type === 'whereabouts'
    ? `error at storage engine: Could not allocate IP in range: ip: ${subnet} / - / range: ${JSON.stringify(record(definition.ipam))}`
    : `failed to allocate for range 0: no IP addresses available in range set: ${subnet}`;
}
