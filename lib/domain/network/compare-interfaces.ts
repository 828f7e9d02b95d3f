import type { NetworkInterface } from './interface.ts';
import type { LiveInterface } from './ip-address.ts';

export interface InterfaceComparison {
  name: string;
  /**
   * - `agrees`           what was declared is in the pod
   * - `address-mismatch` the interface is there with another address or MAC
   * - `missing`          declared and not in the pod
   * - `unreported`       in the pod, and network-status does not say so
   */
  verdict: 'agrees' | 'address-mismatch' | 'missing' | 'unreported';
  message: string;
}

/**
 * Holds what was requested and reported of a pod's interfaces against what its kernel has. An address of a link's own
 * (`scope link`) or one that FRR added does not make a mismatch; a declared one that is not there does.
 */
export function compareInterfaces(
  interfaces: readonly NetworkInterface[],
  live: readonly LiveInterface[],
): InterfaceComparison[] {
  const declared = new Set(interfaces.map(({ name }) => name));
  const others = live.filter((one) => !declared.has(one.name) && !isOwnOfEveryPod(one));
  return [
    ...interfaces.map((one) =>
      compare(
        one,
        live.find(({ name }) => name === one.name),
      ),
    ),
    ...others.map(
      ({ name }): InterfaceComparison => ({
        name,
        verdict: 'unreported',
        message:
          'In the pod, though neither requested nor in network-status: the pod may have made it itself.',
      }),
    ),
  ];
}

function compare(declared: NetworkInterface, live: LiveInterface | undefined): InterfaceComparison {
  const { name } = declared;
  if (live === undefined) {
    const by = declared.reported ? 'Reported in network-status' : 'Requested';
    return { name, verdict: 'missing', message: `${by}, but there is no such interface in the pod.` };
  }
  const has = new Set(live.addresses.map(({ address }) => canonical(address)));
  const lacking = declared.addresses.filter((address) => !has.has(canonical(withoutPrefix(address))));
  const present = live.addresses.filter(({ scope }) => scope !== 'link' && scope !== 'host');
  const listed = present.map(({ address }) => address).join(', ') || 'none';
  if (lacking.length > 0) {
    const message = `Declared ${lacking.join(', ')}; the pod has ${listed}.`;
    return { name, verdict: 'address-mismatch', message };
  }
  if (declared.mac !== null && live.mac !== null && declared.mac.toLowerCase() !== live.mac.toLowerCase())
    return {
      name,
      verdict: 'address-mismatch',
      message: `Declared MAC ${declared.mac}; the pod has ${live.mac}.`,
    };
  if (!declared.reported)
    return { name, verdict: 'unreported', message: 'In the pod, but network-status does not report it.' };
  const known = new Set(declared.addresses.map((address) => canonical(withoutPrefix(address))));
  const extra = present.filter(({ address }) => !known.has(canonical(address)));
  const also = extra.length > 0 ? ` It also has ${extra.map(({ address }) => address).join(', ')}.` : '';
  return { name, verdict: 'agrees', message: `As declared.${also}` };
}

/** Loopback, and the devices that the kernel's tunnel modules put into every network namespace. */
function isOwnOfEveryPod(live: LiveInterface): boolean {
  if (live.name === 'lo' || live.flags.includes('LOOPBACK')) return true;
  return /^(tunl0|gre0|gretap0|erspan0|sit0|ip6tnl0|ip6gre0|ip6_vti0|ip_vti0|teql0)$/.test(live.name);
}

const withoutPrefix = (address: string): string => address.replace(/\/.*$/, '');

/** IPv6 in RFC 5952's form, so that two spellings of one address are equal. */
function canonical(address: string): string {
  if (!address.includes(':') || /[^0-9a-f.:]/i.test(address)) return address;
  try {
    return new URL(`http://[${address}]`).hostname.slice(1, -1);
  } catch {
    return address;
  }
}
