import type { NetworkInterface } from '../../network/interface.ts';
import { type Advice, say } from './advice.ts';
import type { BgpInstance } from './bgp-neighbors.ts';
import type { ConfigLine } from './parse.ts';

export type NamedInterface = Pick<NetworkInterface, 'name' | 'addresses'>;

/** Not made by Multus: loopbacks and what FRR or the kernel makes. */
const own = /^(lo|dummy|vrf|vxlan|br|bond|gre|tun|sit|pim|wg|ipsec|veth)/;

/** What a configuration says of interfaces, held against the interfaces that its pods have. */
export function interfaceAdvice(
  lines: readonly ConfigLine[],
  instances: readonly BgpInstance[],
  pods: readonly { pod: string; interfaces: readonly NamedInterface[] }[],
): Advice[] {
  const known = pods.filter(({ interfaces }) => interfaces.length > 0);
  if (known.length === 0) return [];
  const byNumber = new Map(lines.map((line) => [line.number, line]));
  const found: Advice[] = [];
  for (const line of lines) {
    if (line.opened?.kind === 'interface') {
      const [name = ''] = line.opened.name.split(' ');
      if (!own.test(name) && !known.some(({ interfaces }) => interfaces.some((one) => one.name === name)))
        found.push(
          say(
            line.number,
            'warning',
            'interface-not-attached',
            `No pod that runs it has an interface ${name}.`,
            {
              interface: name,
            },
          ),
        );
      continue;
    }
    const address = /^ip(?:v6)? address ([0-9a-fA-F.:]+)\/\d+$/.exec(line.text)?.[1];
    const opener = line.parent === null ? undefined : byNumber.get(line.parent);
    if (address === undefined || opener?.opened?.kind !== 'interface') continue;
    const [name = ''] = opener.opened.name.split(' ');
    found.push(...addressAdvice(line, name, address, known));
  }
  return [...found, ...neighborAdvice(instances, known)];
}

const bare = (address: string): string => (address.split('/')[0] ?? '').toLowerCase();

function addressAdvice(
  line: ConfigLine,
  name: string,
  address: string,
  pods: readonly { interfaces: readonly NamedInterface[] }[],
): Advice[] {
  const same = pods.flatMap(({ interfaces }) => interfaces.filter((one) => one.name === name));
  const has = [...new Set(same.flatMap(({ addresses }) => addresses.map(bare)))];
  const isV6 = address.includes(':');
  const wanted = has.filter((one) => one.includes(':') === isV6);
  if (wanted.length === 0 || wanted.includes(address.toLowerCase())) return [];
  const list = wanted.join(', ');
  const message = `Multus gave ${name} ${list}: FRR would add ${address} beside it.`;
  return [
    say(line.number, 'warning', 'address-not-on-interface', message, {
      interface: name,
      address,
      wanted: list,
    }),
  ];
}

/** The address as a number, for IPv4 only: of IPv6 a neighbor is often reached by link-local addresses. */
function number(address: string): number | null {
  const parts = bare(address).split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255))
    return null;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** An eBGP neighbor is directly connected, unless it or its group may be far; only where all prefix lengths are known. */
function neighborAdvice(
  instances: readonly BgpInstance[],
  pods: readonly { interfaces: readonly NamedInterface[] }[],
): Advice[] {
  const networks = pods.flatMap(({ interfaces }) => interfaces.flatMap(({ addresses }) => addresses));
  if (networks.length === 0 || networks.some((one) => !one.includes('/') && !one.includes(':'))) return [];
  const isNear = (address: number): boolean =>
    networks.some((one) => {
      const network = number(one);
      const size = 2 ** (32 - Number(one.split('/')[1]));
      return network !== null && Math.floor(network / size) === Math.floor(address / size);
    });
  return instances.flatMap((instance) =>
    [...instance.neighbors].flatMap(([name, { line, remoteAs, isGroup, mayBeFar, peerGroup }]) => {
      const address = number(name);
      const ofGroup = peerGroup === null ? undefined : instance.neighbors.get(peerGroup);
      if (address === null || isGroup || remoteAs === null || remoteAs === instance.as) return [];
      if (mayBeFar || ofGroup?.mayBeFar || isNear(address)) return [];
      const message = `${name} is in no network of the pod's interfaces.`;
      return [say(line, 'info', 'neighbor-not-reachable', message, { neighbor: name })];
    }),
  );
}
