/** Where names are given (or, of an interface, used), each with the placeholder it answers. */
const places: readonly [placeholder: string, place: RegExp][] = [
  ['<route-map>', /^[ \t]*route-map (\S+) (?:permit|deny) \d+/gm],
  ['<prefix-list>', /^[ \t]*ip(?:v6)? prefix-list (\S+)/gm],
  ['<as-path-list>', /^[ \t]*bgp as-path access-list (\S+)/gm],
  [
    '<community-list>',
    /^[ \t]*bgp (?:ext|large-)?community-list (?:(?:standard|expanded|\d+) )?(\S+) (?:seq|permit|deny)/gm,
  ],
  ['<peer-group>', /^[ \t]*neighbor (\S+) peer-group[ \t]*$/gm],
  ['<neighbor>', /^[ \t]*neighbor (\S+) (?:interface )?(?:remote-as|peer-group \S+|interface)\b/gm],
  ['<interface>', /^[ \t]*interface (\S+)/gm],
  ['<vrf>', /^[ \t]*(?:vrf|router bgp \d+ vrf) (\S+)/gm],
  ['<bfd-profile>', /^[ \t]*profile (\S+)/gm],
  ['<asn>', /\b(?:router bgp|remote-as) (\d[\d.]*)/gm],
];

/** The most names of a kind that are offered. */
const most = 200;

/** The names of one kind that a text gives, each once and in its order there. */
export function namesIn(text: string, placeholder: string): readonly string[] {
  const place = places.find(([one]) => one === placeholder)?.[1];
  const names = new Set<string>();
  if (place === undefined) return [];
  for (const match of text.matchAll(place)) {
    if (match[1] !== undefined) names.add(match[1]);
    if (names.size >= most) break;
  }
  return [...names];
}
