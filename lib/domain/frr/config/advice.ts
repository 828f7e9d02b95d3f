import { type BgpInstance, type BgpNeighbor, bgpInstances } from './bgp-neighbors.ts';
import { changeAdvice } from './change-advice.ts';
import { daemonsIn } from './daemon-lines.ts';
import { enabledDaemons } from './daemons.ts';
import { interfaceAdvice, type NamedInterface } from './interface-advice.ts';
import { parseConfig } from './parse.ts';
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
  pods: readonly { pod: string; interfaces: readonly NamedInterface[] }[];
  /** The file that says which daemons run; null where it is not in the same ConfigMap. */
  daemons?: string | null;
}

export const say = (
  line: number,
  severity: Advice['severity'],
  code: string,
  message: string,
  params: Advice['params'] = {},
): Advice => ({ line, severity, source: 'advice', code, params, message });

/** Undefined names, neighbors without policy, what a change does to sessions and what needs a restart, addresses. */
export function advice(text: string, { before, pods, daemons = null }: Surroundings): Advice[] {
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
  found.push(...daemonAdvice(text, daemons));
  if (before !== null && before !== text) {
    const old = parseConfig(before);
    found.push(...changeAdvice({ lines, instances }, { lines: old, instances: bgpInstances(old) }));
  }
  return found.sort((a, b) => a.line - b.line);
}

function paramsOf(kind: string, name: string, variant: string): Record<string, string> {
  if (kind === 'prefix-list') return { name, family: variant };
  return kind === 'community-list' ? { name, type: variant } : { name };
}

/** What no daemon takes is not run, and no live reload changes that. */
function daemonAdvice(text: string, daemons: string | null): Advice[] {
  if (daemons === null) return [];
  const on = enabledDaemons(daemons);
  return [...daemonsIn(text)].flatMap(([daemon, line]) => {
    const message = `${daemon} is not switched on in \`daemons\`: its lines are not run.`;
    return on.has(daemon) ? [] : [say(line, 'warning', 'daemon-off', message, { daemon })];
  });
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
    if (instance.defaultIpv4 && !neighbor.deactivated.has('ipv4 unicast')) families.add('ipv4 unicast');
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
