import type { ConfigLine } from './parse.ts';

/** A name that a line refers to, and where such names are defined. */
export interface Reference {
  line: number;
  kind: 'prefix-list' | 'route-map' | 'access-list' | 'community-list' | 'as-path-list' | 'peer-group';
  name: string;
  /** `ipv4` or `ipv6` for prefix and access lists; standard, large or extended for community lists; else empty. */
  variant: string;
}

interface Form {
  kind: Reference['kind'];
  form: RegExp;
  variant?: string;
}

const family = (word: string | undefined): string => (word === 'ipv6' ? 'ipv6' : 'ipv4');

// Where names are defined. Source: FRR's user guide, Filtering, Route Maps and BGP (10.3).
const definitions: readonly Form[] = [
  { kind: 'prefix-list', form: /^(ip|ipv6) prefix-list (\S+)/ },
  { kind: 'access-list', form: /^(?:(ip|ipv6|mac) )?access-list (\S+)/ },
  { kind: 'route-map', form: /^(route-map) (\S+)/ },
  {
    kind: 'community-list',
    form: /^bgp (community|large-community|extcommunity)-list (?:(?:standard|expanded) )?(\S+)/,
  },
  { kind: 'as-path-list', form: /^(bgp) as-path access-list (\S+)/ },
  { kind: 'peer-group', form: /^(neighbor) (\S+) peer-group$/ },
];

// Where they are used.
const uses: readonly Form[] = [
  {
    kind: 'route-map',
    form: /^(neighbor) \S+ (?:route-map|default-originate route-map|unsuppress-map) (\S+)/,
  },
  { kind: 'route-map', form: /^(neighbor) \S+ advertise-map (\S+)/ },
  {
    kind: 'route-map',
    form: /^(network|redistribute|aggregate-address|table-map|ip protocol|ipv6 protocol|import vrf|default-information).* ?route-map (\S+)/,
  },
  { kind: 'route-map', form: /^(import vrf) route-map (\S+)/ },
  { kind: 'route-map', form: /^(call) (\S+)/ },
  { kind: 'prefix-list', form: /^(neighbor) \S+ prefix-list (\S+) (?:in|out)/ },
  { kind: 'prefix-list', form: /^match (ip|ipv6) (?:address|next-hop|route-source) prefix-list (\S+)/ },
  { kind: 'access-list', form: /^(neighbor) \S+ distribute-list (\S+) (?:in|out)/ },
  {
    kind: 'access-list',
    form: /^match (ip|ipv6) (?:address|next-hop|route-source) (?!prefix-list |prefix-len )(\S+)/,
  },
  { kind: 'as-path-list', form: /^(neighbor) \S+ filter-list (\S+) (?:in|out)/ },
  { kind: 'as-path-list', form: /^(match) as-path (\S+)/ },
  { kind: 'community-list', form: /^match (community|large-community|extcommunity) (\S+)/ },
  { kind: 'peer-group', form: /^(neighbor) (?:\S+|\S+ interface) peer-group (\S+)/ },
  { kind: 'peer-group', form: /^(bgp) listen range \S+ peer-group (\S+)/ },
];

function read(line: ConfigLine, forms: readonly Form[]): Reference[] {
  return forms.flatMap(({ kind, form }) => {
    const match = form.exec(line.text);
    if (!match) return [];
    const [, word, name = ''] = match;
    const variant =
      kind === 'prefix-list' || kind === 'access-list'
        ? family(word)
        : kind === 'community-list'
          ? (word ?? '')
          : '';
    return [{ line: line.number, kind, name, variant }];
  });
}

/**
 * Uses of a name that no line defines. Peer-groups are of their BGP instance, everything else of the whole router; within an
 * address family a neighbor's lists are of that family.
 */
export function undefinedReferences(lines: readonly ConfigLine[]): Reference[] {
  const commands = lines.filter(({ kind }) => kind === 'command');
  const byNumber = new Map(lines.map((line) => [line.number, line]));
  const familyOf = (line: ConfigLine): string | null => {
    const around = line.parent === null ? undefined : byNumber.get(line.parent);
    return around?.opened?.kind === 'address-family' ? family(around.opened.name.split(' ')[0]) : null;
  };
  const key = ({ kind, name, variant }: Reference): string => `${kind} ${variant} ${name}`;
  const defined = new Set(commands.flatMap((line) => read(line, definitions)).map(key));
  return commands.flatMap((line) =>
    read(line, uses)
      .map((use) =>
        line.text.startsWith('neighbor ') && use.variant
          ? { ...use, variant: familyOf(line) ?? 'ipv4' }
          : use,
      )
      .filter(
        (use) =>
          !defined.has(key(use)) &&
          !(
            use.kind === 'access-list' &&
            /^\d+$/.test(use.name) &&
            defined.has(`access-list ipv4 ${use.name}`)
          ),
      ),
  );
}
