import { isRecord, quote, type Reading } from '../reading.ts';
import { readJsonList } from './iproute2-json.ts';

export interface LiveRoute {
  family: 'inet' | 'inet6';
  /** `default` or a prefix. */
  destination: string;
  /** `blackhole`, `unreachable`, `prohibit`, …; null for a plain unicast route. */
  type: string | null;
  /** Several for a multipath route; none for a blackhole. `gateway` is null on a directly connected network. */
  nextHops: { gateway: string | null; device: string | null; weight: number | null }[];
  /** Who made it: `kernel`, `static`, `bgp`, `ospf`, …; null where nobody says, as the CNI plugins do not. */
  protocol: string | null;
  metric: number | null;
  source: string | null;
  scope: string | null;
}

type Family = LiveRoute['family'];

/** Route types of `ip-route(8)`. */
const types = new Set([
  'unicast',
  'local',
  'broadcast',
  'multicast',
  'throw',
  'unreachable',
  'prohibit',
  'blackhole',
  'nat',
  'anycast',
]);

/**
 * Routes of `ip -j route` (family `inet`) or `ip -j -6 route` (`inet6`), or of their text where the program has no `-j`
 * (busybox). No routes at all is an empty list, not a problem.
 */
export function parseIpRoute(stdout: string, family: Family): Reading<LiveRoute[]> {
  const text = stdout.trim();
  if (text === '') return { value: [], problems: [] };
  return text.startsWith('[')
    ? readJsonList(text, (entry, problems) => routeOf(family, entry, problems))
    : fromText(text, family);
}

function routeOf(family: Family, entry: unknown, problems: string[]): LiveRoute | null {
  if (!isRecord(entry) || typeof entry.dst !== 'string') {
    problems.push(`A route without a destination: ${quote(entry)}`);
    return null;
  }
  const hops = Array.isArray(entry.nexthops) ? entry.nexthops.filter(isRecord) : [entry];
  const type = textOf(entry.type);
  return {
    family,
    destination: entry.dst,
    type: type === 'unicast' ? null : type,
    nextHops: hops.map(hop).filter(({ gateway, device }) => gateway !== null || device !== null),
    protocol: textOf(entry.protocol),
    metric: numberOf(entry.metric),
    source: textOf(entry.prefsrc),
    scope: textOf(entry.scope),
  };
}

/** A next hop of another family, as RFC 8950 allows, is in `via`. */
function hop(entry: Record<string, unknown>): LiveRoute['nextHops'][number] {
  const via = isRecord(entry.via) ? textOf(entry.via.host) : null;
  return { gateway: textOf(entry.gateway) ?? via, device: textOf(entry.dev), weight: numberOf(entry.weight) };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const numberOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;

const destinationForm = /^(default|[0-9a-f.:]+(\/\d{1,3})?)$/i;

function fromText(text: string, family: Family): Reading<LiveRoute[]> {
  const problems: string[] = [];
  const value: LiveRoute[] = [];
  for (const line of text.split('\n')) {
    const words = line.trim().split(/\s+/);
    if (words[0] === '') continue;
    const last = value.at(-1);
    if (words[0] === 'nexthop' && last) {
      last.nextHops.push(hopOf(words));
      continue;
    }
    const type = types.has(words[0] ?? '') ? (words.shift() ?? null) : null;
    const destination = words[0] ?? '';
    if (!destinationForm.test(destination)) {
      problems.push(quote(line, 200));
      continue;
    }
    const first = hopOf(words);
    value.push({
      family,
      destination,
      type: type === 'unicast' ? null : type,
      nextHops: first.gateway === null && first.device === null ? [] : [first],
      protocol: after(words, 'proto'),
      metric: countOf(after(words, 'metric')),
      source: after(words, 'src'),
      scope: after(words, 'scope'),
    });
  }
  return { value, problems: problems.slice(0, 20) };
}

function hopOf(words: string[]): LiveRoute['nextHops'][number] {
  const via = after(words, 'via');
  const gateway = via === 'inet' || via === 'inet6' ? after(words, via) : via;
  return { gateway, device: after(words, 'dev'), weight: countOf(after(words, 'weight')) };
}

function after(words: string[], key: string): string | null {
  const at = words.indexOf(key);
  return at < 0 ? null : (words[at + 1] ?? null);
}

const countOf = (word: string | null): number | null =>
  word !== null && /^\d{1,10}$/.test(word) ? Number(word) : null;
