import { BlockList, isIP } from 'node:net';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { ProxySettings } from './sign-in-settings.ts';

export interface ProxyUser {
  name: string;
  groups: readonly string[];
}

/** Whether `text` is an address or a CIDR block. */
export function isAddressBlock(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** Whether an address is in one of the blocks; an IPv4 address that came over an IPv6 socket counts as what it is. */
export function isWithin(blocks: readonly string[], address: string | undefined): boolean {
  if (address === undefined) return false;
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  const family = isIP(bare);
  return family !== 0 && listOf(blocks).check(bare, family === 4 ? 'ipv4' : 'ipv6');
}

const lists = new WeakMap<readonly string[], BlockList>();
function listOf(blocks: readonly string[]): BlockList {
  const known = lists.get(blocks);
  if (known) return known;
  const list = new BlockList();
  for (const block of blocks) {
    const [address = '', bits] = block.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  lists.set(blocks, list);
  return list;
}

/**
 * Whom a trusted proxy names; null where nobody is named, or somebody else than the proxy speaks: from there the headers are
 * nothing. Fault `unauthenticated` where the name is one the console never acts as, or the header is there twice.
 */
export function proxyUser(
  settings: ProxySettings,
  headers: Readonly<Record<string, string[] | undefined>>,
  socketAddress: string | undefined,
): Result<ProxyUser | null> {
  if (!isWithin(settings.addresses, socketAddress)) return ok(null);
  const names = headers[settings.userHeader] ?? [];
  const name = decoded(names[0] ?? '').trim();
  if (name === '') return ok(null);
  if (names.length > 1) return refused(`The proxy sent ${settings.userHeader} ${names.length} times.`);
  const groups = (headers[settings.groupsHeader] ?? [])
    .flatMap((value) => decoded(value).split(','))
    .map((group) => group.trim())
    .filter((group) => group !== '');
  const forbidden = [name, ...groups].find((one) => isReserved(one) && !settings.systemNames.includes(one));
  if (forbidden !== undefined)
    return refused(
      `The proxy named ${forbidden.slice(0, 200)}, and the console does not act as Kubernetes' own users and groups.`,
    );
  return ok({ name, groups: [...new Set(groups)] });
}

/** `system:` is Kubernetes' own: `system:masters` may do everything whatever RBAC says. */
const isReserved = (name: string): boolean => /^\s*system:/i.test(name);

/** Node gives headers as Latin-1; proxies send UTF-8. */
const decoded = (value: string): string => Buffer.from(value, 'latin1').toString('utf8');

const refused = (detail: string) =>
  fail('unauthenticated', detail, { reason: { code: 'not-signed-in', params: {} } });
