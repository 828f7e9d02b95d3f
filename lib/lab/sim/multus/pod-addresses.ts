import { formatAddress, formatCidr, parseCidr } from './address.ts';

/** Addresses of the pod network, from each node's range. */
export class PodAddresses {
  private readonly ranges = new Map<string, { cidr: string; next: bigint; used: Map<bigint, string> }>();

  addNode(node: string, cidr: string): void {
    if (!this.ranges.has(node)) this.ranges.set(node, { cidr, next: 2n, used: new Map() });
  }

  /** The next free address of the node's range, with its prefix length. */
  take(node: string, owner: string): { address: string; gateway: string } | undefined {
    const range = this.ranges.get(node);
    const network = parseCidr(range?.cidr ?? '');
    if (range === undefined || network === undefined) return undefined;
    const size = 1n << BigInt(32 - network.prefix);
    for (let tried = 0n; tried < size; tried += 1n) {
      const offset = range.next;
      range.next = offset + 2n >= size ? 2n : offset + 1n;
      if (range.used.has(offset)) continue;
      range.used.set(offset, owner);
      return {
        address: formatCidr({ ...network, value: network.value + offset }),
        gateway: formatAddress({ family: 4, value: network.value + 1n }),
      };
    }
    return undefined;
  }

  release(node: string, owner: string): void {
    const used = this.ranges.get(node)?.used;
    for (const [offset, holder] of used ?? []) if (holder === owner) used?.delete(offset);
  }
}
