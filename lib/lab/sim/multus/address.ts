/** An IP address with its prefix length. */
export interface Cidr {
  family: 4 | 6;
  value: bigint;
  prefix: number;
}

/** Reads `192.0.2.1`, `192.0.2.1/24`, `2001:db8::1/64`; undefined when it is none of them. */
export function parseCidr(text: string): Cidr | undefined {
  const [address = '', length, ...rest] = text.trim().split('/');
  if (rest.length > 0) return undefined;
  const family = address.includes(':') ? 6 : 4;
  const value = family === 6 ? parse6(address) : parse4(address);
  if (value === undefined) return undefined;
  const bits = family === 6 ? 128 : 32;
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return undefined;
  const prefix = length === undefined ? bits : Number(length);
  return prefix > bits ? undefined : { family, value, prefix };
}

function parse4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function parse6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const [left = [], right = []] = groups;
  const missing = 8 - left.length - right.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const all = [...left, ...Array<string>(missing).fill('0'), ...right];
  if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

/** The address without its prefix length; IPv6 as RFC 5952 writes it. */
export function formatAddress({ family, value }: Pick<Cidr, 'family' | 'value'>): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  const zeros = longestZeros(groups);
  if (zeros.length < 2) return groups.join(':');
  const end = zeros.start + zeros.length;
  return `${groups.slice(0, zeros.start).join(':')}::${groups.slice(end).join(':')}`;
}

function longestZeros(groups: string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start += 1) {
    let length = 0;
    while (groups[start + length] === '0') length += 1;
    if (length > best.length) best = { start, length };
  }
  return best;
}

/** `192.0.2.1/24`. */
export function formatCidr(cidr: Cidr): string {
  return `${formatAddress(cidr)}/${cidr.prefix}`;
}

/** The network an address is in: 192.0.2.1/24 → 192.0.2.0/24. */
export function networkOf(cidr: Cidr): Cidr {
  const host = BigInt((cidr.family === 6 ? 128 : 32) - cidr.prefix);
  return { ...cidr, value: (cidr.value >> host) << host };
}

/** The last address of the network, its broadcast address in IPv4. */
export function lastOf(cidr: Cidr): Cidr {
  const host = BigInt((cidr.family === 6 ? 128 : 32) - cidr.prefix);
  return { ...cidr, value: networkOf(cidr).value + (1n << host) - 1n };
}

export function contains(network: Cidr, address: Pick<Cidr, 'family' | 'value'>): boolean {
  return (
    network.family === address.family &&
    address.value >= networkOf(network).value &&
    address.value <= lastOf(network).value
  );
}
