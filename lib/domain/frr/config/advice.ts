import type { NetworkInterface } from '../../network/interface.ts';
import { type BgpInstance, type BgpNeighbor, bgpInstances } from './bgp-neighbors.ts';
import { interfaceAdvice } from './interface-advice.ts';
import { type ConfigLine, parseConfig } from './parse.ts';
import { undefinedReferences } from './references.ts';

/** What the console says of a configuration beyond its grammar. Each code has a text in every language. */
export interface Advice {
  line: number;
  severity: 'warning' | 'info';
  source: 'advice';
  code: string;
  params: Record<string, string | number>;
  message: string;
}

export interface Surroundings {
  /** The text that is in force; null for none. */
  before: string | null;
  /** The interfaces of the pods that run it. */
  pods: readonly { pod: string; interfaces: readonly NetworkInterface[] }[];
}

export const say = (
  line: number,
  severity: Advice['severity'],
  code: string,
  message: string,
  params: Advice['params'] = {},
): Advice => ({ line, severity, source: 'advice', code, params, message });

/** Undefined names, neighbors without policy, what a change does to sessions and what needs a restart, addresses. */
export function advice(text: string, { before, pods }: Surroundings): Advice[] {
  const lines = parseConfig(text);
  const instances = bgpInstances(lines);
  const found: Advice[] = [];
  if (!lines.some(({ kind }) => kind === 'command'))
    found.push(say(0, 'warning', 'empty', 'There is no command in it.'));
  for (const { line, kind, name, variant } of undefinedReferences(lines))
    found.push(
      say(
        line,
        'warning',
        `undefined-${kind}`,
        `No ${kind} ${name} is defined.`,
        paramsOf(kind, name, variant),
      ),
    );
  for (const instance of instances) found.push(...policyAdvice(instance), ...remoteAsAdvice(instance));
  found.push(...interfaceAdvice(lines, instances, pods));
  if (before !== null && before !== text) found.push(...changeAdvice(lines, instances, parseConfig(before)));
  return found.sort((a, b) => a.line - b.line);
}

function paramsOf(kind: string, name: string, variant: string): Record<string, string> {
  if (kind === 'prefix-list') return { name, family: variant };
  return kind === 'community-list' ? { name, type: variant } : { name };
}

const groupOf = (instance: BgpInstance, neighbor: BgpNeighbor): BgpNeighbor | undefined =>
  neighbor.peerGroup === null ? undefined : instance.neighbors.get(neighbor.peerGroup);

/** RFC 8212: without policy an eBGP session exchanges nothing. FRR: `bgp ebgp-requires-policy`, on since 7.4. */
function policyAdvice(instance: BgpInstance): Advice[] {
  if (!instance.requiresPolicy) return [];
  return [...instance.neighbors].flatMap(([name, neighbor]) => {
    const group = groupOf(instance, neighbor);
    const as = neighbor.remoteAs ?? group?.remoteAs ?? null;
    if (neighbor.isGroup || as === null || as === instance.as || as === 'internal') return [];
    const families = new Set([...neighbor.activated, ...(group?.activated ?? [])]);
    if (!neighbor.deactivated.has('ipv4 unicast')) families.add('ipv4 unicast');
    return [...families].flatMap((family) => {
      const has = new Set([...(neighbor.policies.get(family) ?? []), ...(group?.policies.get(family) ?? [])]);
      if (has.size === 2) return [];
      const direction = has.size === 0 ? 'both' : has.has('in') ? 'out' : 'in';
      const message = `${name} has no policy (${direction}) for ${family}: by RFC 8212 nothing is exchanged that way.`;
      return [say(neighbor.line, 'warning', 'no-policy', message, { neighbor: name, family, direction })];
    });
  });
}

function remoteAsAdvice(instance: BgpInstance): Advice[] {
  return [...instance.neighbors].flatMap(([name, neighbor]) => {
    if (neighbor.isGroup || neighbor.remoteAs !== null || groupOf(instance, neighbor)?.remoteAs) return [];
    return [
      say(
        neighbor.line,
        'warning',
        'neighbor-without-remote-as',
        `${name} has no remote-as: it is no neighbor yet.`,
        {
          neighbor: name,
        },
      ),
    ];
  });
}

/** Read by FRR when it starts, and never by a live reload. Run with 8.4.4 and 10.3. */
const onlyAtStart = /^(no )?(frr defaults|username|password|enable password|agentx|service|line vty)\b/;

/** What a change means for sessions that are up. */
function changeAdvice(
  lines: readonly ConfigLine[],
  now: readonly BgpInstance[],
  old: readonly ConfigLine[],
): Advice[] {
  const found: Advice[] = [];
  const earlier = bgpInstances(old);
  const had = new Set(old.map(({ text }) => text));
  for (const { text, number, kind } of lines)
    if (kind === 'command' && onlyAtStart.test(text) && !had.has(text))
      found.push(
        say(number, 'warning', 'needs-restart', `\`${text}\` takes effect when FRR starts again.`, {
          command: text,
        }),
      );
  for (const was of earlier) {
    const is = now.find(({ vrf }) => vrf === was.vrf);
    const real = (one: BgpInstance) => [...one.neighbors].filter(([, { isGroup }]) => !isGroup);
    if (real(was).length > 0 && (is === undefined || real(is).length === 0))
      found.push(
        say(
          is?.line ?? 0,
          'warning',
          'last-neighbor-removed',
          `BGP ${was.as} (${was.vrf}) is left without a neighbor.`,
          {
            as: was.as,
            vrf: was.vrf,
          },
        ),
      );
    if (is === undefined) continue;
    const resets = (line: number, neighbor: string, why: string, message: string) =>
      found.push(say(line, 'warning', 'resets-session', message, { neighbor, why }));
    if (is.as !== was.as) resets(is.line, '*', 'as', `Another AS number ends all sessions of ${was.as}.`);
    else if (is.routerId !== was.routerId)
      resets(is.line, '*', 'router-id', `Another router-id ends all sessions of ${is.as}.`);
    for (const [name, neighbor] of is.neighbors) {
      const before = was.neighbors.get(name);
      if (before === undefined || neighbor.isGroup) continue;
      if (before.remoteAs !== neighbor.remoteAs)
        resets(neighbor.line, name, 'remote-as', `Another remote-as ends the session with ${name}.`);
      const added = [...neighbor.activated].filter((one) => !before.activated.has(one));
      const removed = [...before.activated].filter((one) => !neighbor.activated.has(one));
      if (added.length + removed.length > 0)
        resets(
          neighbor.line,
          name,
          'address-family',
          `Another address family ends the session with ${name} for a moment.`,
        );
    }
  }
  return found;
}
