import { isRecord, quote, type Reading } from '../reading.ts';
import { isEmpty, readJsonList } from './iproute2-json.ts';

export interface LiveAddress {
  family: 'inet' | 'inet6';
  address: string;
  /** Bits; null where it was not said. */
  prefixLength: number | null;
  /** `global`, `link`, `host`. */
  scope: string | null;
}

/** An interface as the pod's own kernel sees it. */
export interface LiveInterface {
  name: string;
  mac: string | null;
  mtu: number | null;
  /** `UP`, `DOWN`, `UNKNOWN`, `LOWERLAYERDOWN`, …: the kernel's operstate. */
  state: string | null;
  flags: string[];
  addresses: LiveAddress[];
}

/**
 * Interfaces of `ip -j addr`, or of `ip addr` where the program has no `-j` (busybox). Of the text only what is sure is
 * read; a line that starts an interface and cannot be read is a problem.
 */
export function parseIpAddress(stdout: string): Reading<LiveInterface[]> {
  const text = stdout.trim();
  if (text === '') return { value: [], problems: ['The command printed nothing.'] };
  return text.startsWith('[') ? readJsonList(text, interfaceOf) : fromText(text);
}

function interfaceOf(entry: unknown, problems: string[]): LiveInterface | null {
  if (!isRecord(entry) || typeof entry.ifname !== 'string') {
    problems.push(`An interface without a name: ${quote(entry)}`);
    return null;
  }
  return {
    name: entry.ifname,
    mac: typeof entry.address === 'string' ? entry.address.toLowerCase() : null,
    mtu: count(entry.mtu),
    state: typeof entry.operstate === 'string' ? entry.operstate : null,
    flags: Array.isArray(entry.flags) ? entry.flags.filter((flag) => typeof flag === 'string') : [],
    addresses: addressesOf(entry.ifname, entry.addr_info, problems),
  };
}

function addressesOf(name: string, list: unknown, problems: string[]): LiveAddress[] {
  const addresses: LiveAddress[] = [];
  if (list !== undefined && !Array.isArray(list)) problems.push(`${quote(name)}: addresses are not a list`);
  for (const info of Array.isArray(list) ? (list as unknown[]) : []) {
    if (isEmpty(info)) continue;
    const family = isRecord(info) ? info.family : null;
    if (!isRecord(info) || typeof info.local !== 'string' || (family !== 'inet' && family !== 'inet6')) {
      problems.push(`${quote(name)}: not an address: ${quote(info)}`);
      continue;
    }
    addresses.push({
      family,
      address: info.local,
      prefixLength: count(info.prefixlen),
      scope: typeof info.scope === 'string' ? info.scope : null,
    });
  }
  return addresses;
}

const count = (value: unknown): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;

function fromText(text: string): Reading<LiveInterface[]> {
  const problems: string[] = [];
  const value: LiveInterface[] = [];
  let current: LiveInterface | null = null;
  for (const line of text.split('\n')) {
    const head = /^\d+: ([^\s:@]+)(?:@\S+)?: <([^>]*)>(.*)$/.exec(line);
    if (head?.[1]) {
      const rest = head[3] ?? '';
      current = {
        name: head[1],
        mac: null,
        mtu: wordAfter(rest, 'mtu', /^\d{1,10}$/, Number),
        state: wordAfter(rest, 'state', /^[A-Z]+$/, String),
        flags: (head[2] ?? '').split(',').filter((flag) => flag !== ''),
        addresses: [],
      };
      value.push(current);
      continue;
    }
    if (/^\S/.test(line)) {
      current = null;
      problems.push(quote(line, 200));
      continue;
    }
    if (current === null) continue;
    const [key, first] = line.trim().split(/\s+/);
    if (key?.startsWith('link/') && first !== undefined && /^[0-9a-f:]{17}$/i.test(first))
      current.mac = first.toLowerCase();
    if (key === 'inet' || key === 'inet6') {
      const match = /^([0-9a-f.:]+)(?:\/(\d{1,3}))?$/i.exec(first ?? '');
      if (!match?.[1]) problems.push(`${quote(current.name)}: ${quote(line)}`);
      else
        current.addresses.push({
          family: key,
          address: match[1],
          prefixLength: match[2] === undefined ? null : Number(match[2]),
          scope: wordAfter(line, 'scope', /^\w+$/, String),
        });
    }
  }
  return { value, problems: problems.slice(0, 20) };
}

/** The word that follows `key`, where it has the form it must have. */
function wordAfter<T>(line: string, key: string, form: RegExp, convert: (word: string) => T): T | null {
  const words = line.trim().split(/\s+/);
  const word = words[words.indexOf(key) + 1];
  return words.includes(key) && word !== undefined && form.test(word) ? convert(word) : null;
}
