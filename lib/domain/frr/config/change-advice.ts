import { type Advice, say } from './advice.ts';
import type { BgpInstance, BgpNeighbor } from './bgp-neighbors.ts';
import type { DeltaCommand } from './delta.ts';
import { effectOf } from './effects.ts';
import type { ConfigLine } from './parse.ts';

/** A text with the BGP instances in it. */
export interface Side {
  lines: readonly ConfigLine[];
  instances: readonly BgpInstance[];
}

/**
 * What a change means for sessions that are up, and for lines that FRR reads only when it starts: by the rules of `effects.ts`,
 * as far as two texts tell. What FRR itself makes of the change, each router's difference says.
 */
export function changeAdvice(now: Side, before: Side): Advice[] {
  const [is, was] = [commandsOf(now.lines), commandsOf(before.lines)];
  const add = [...is.all].filter(([key]) => !was.all.has(key)).map(([, one]) => one);
  const removed = [...was.all]
    .filter(([key]) => !is.all.has(key))
    .map(([, one]) => ({ ...one, line: without(one.line) }));
  const found = new Map<string, Advice>();
  const take = (advice: Advice | null): void => {
    // What is written in place of another is said once, where it stands now.
    const key = JSON.stringify([advice?.code, advice?.params]);
    if (advice && !found.has(key)) found.set(key, advice);
  };
  // One by one: the rules look for a command among those that are deleted.
  for (const command of add) {
    const { effect, code, params } = effectOf(command, { add, delete: [] });
    if (effect === 'restart') take(restart(command));
    else if (isReset(effect, code)) take(resets(command, code, params.neighbor, { is, was, added: true }));
  }
  for (const command of removed) {
    const { effect, code, params } = effectOf(command, { add, delete: [command] });
    // Where it stood is no line any more.
    if (effect === 'restart') take(restart({ ...command, number: 0 }));
    else if (isReset(effect, code)) take(resets(command, code, params.neighbor, { is, was, added: false }));
  }
  return [...instanceAdvice(now, before), ...found.values()];
}

interface Placed extends DeltaCommand {
  number: number;
}
interface Commands {
  all: ReadonlyMap<string, Placed>;
  /** The first command about a neighbor of an instance. */
  neighbors: ReadonlyMap<string, Placed>;
}

const isReset = (effect: string, code: string): boolean => effect === 'resets' && code !== 'unknown';
const keyOf = ({ context, line }: DeltaCommand): string => [...context, line].join('\n');
const without = (line: string): string => (line.startsWith('no ') ? line.slice(3) : `no ${line}`);

/** Every command with the contexts around it. */
function commandsOf(lines: readonly ConfigLine[]): Commands {
  const all = new Map<string, Placed>();
  const neighbors = new Map<string, Placed>();
  const pathOf = (number: number | null): string[] => {
    const line = number === null ? undefined : lines[number - 1];
    return line ? [...pathOf(line.parent), line.text] : [];
  };
  for (const { kind, text, parent, number } of lines) {
    if (kind !== 'command') continue;
    const command = { context: pathOf(parent), line: text, number };
    if (!all.has(keyOf(command))) all.set(keyOf(command), command);
    const about = `${command.context[0]} ${/^neighbor (\S+)/.exec(text)?.[1]}`;
    if (!neighbors.has(about)) neighbors.set(about, command);
  }
  return { all, neighbors };
}

const restart = ({ line, number }: Placed): Advice =>
  say(number, 'warning', 'needs-restart', `\`${line}\` takes effect when FRR starts again.`, {
    command: line,
  });

/** Null where there is no session to reset: the neighbor, or what is around, is new or gone. */
function resets(
  { context, line, number }: Placed,
  code: string,
  neighbor: string | number | undefined,
  { is, was, added }: { is: Commands; was: Commands; added: boolean },
): Advice | null {
  const [first] = context;
  if (first === undefined || !is.all.has(first) || !was.all.has(first)) return null;
  if (neighbor === undefined) {
    const at = added
      ? number
      : (is.all.get(keyOf({ context: context.slice(0, -1), line: context.at(-1) ?? '' }))?.number ?? 0);
    if (at === 0) return null;
    const message = `Sessions of \`${first}\` are reset (${code}).`;
    return say(at, 'warning', 'resets-sessions', message, { subject: first, why: code });
  }
  const about = `${first} ${neighbor}`;
  const [still, old] = [is.neighbors.get(about), was.neighbors.get(about)];
  if (old === undefined || (still === undefined && code !== 'neighbor-removed')) return null;
  // The address family that every neighbor has unless it is said otherwise.
  const usual =
    /^address-family ipv4( unicast)?$/.test(context.at(-1) ?? '') && line === `neighbor ${neighbor} activate`;
  if (usual && !is.all.has(`${first}\nno bgp default ipv4-unicast`)) return null;
  const at = added ? number : (still ?? is.all.get(first))?.number;
  const message = `The session with ${neighbor} is reset (${code}).`;
  return say(at ?? 0, 'warning', 'resets-session', message, { neighbor, why: code });
}

const real = ({ neighbors }: BgpInstance): [string, BgpNeighbor][] =>
  [...neighbors].filter(([, { isGroup }]) => !isGroup);

/** Instances that are left without a neighbor, or get another AS number. */
function instanceAdvice({ instances }: Side, before: Side): Advice[] {
  return before.instances.flatMap((was) => {
    const is = instances.find(({ vrf }) => vrf === was.vrf);
    const found: Advice[] = [];
    if (real(was).length > 0 && (is === undefined || real(is).length === 0)) {
      const message = `BGP ${was.as} (${was.vrf}) is left without a neighbor.`;
      found.push(
        say(is?.line ?? 0, 'warning', 'last-neighbor-removed', message, { as: was.as, vrf: was.vrf }),
      );
    }
    if (is !== undefined && is.as !== was.as) {
      const message = `Another AS number ends all sessions of ${was.as}.`;
      const subject = `router bgp ${was.as}`;
      found.push(say(is.line, 'warning', 'resets-sessions', message, { subject, why: 'as' }));
    }
    return found;
  });
}
