import { cut } from '../cut.ts';
import { routingCommands } from '../frr/commands.ts';
import type { Observed, ObservedPod } from './observed.ts';
import type { BasePod, BaseSession, GateName, GateReading, Run, Step } from './run.ts';

/** A pod of the function beside what its place had before the run. */
interface Pair {
  pod: ObservedPod | undefined;
  base: BasePod;
  /** It was replaced in this run. */
  renewed: boolean;
}

const maxNamed = 300;
const isBfd = ({ key }: BaseSession): boolean => key.startsWith('bfd ');

/**
 * Every gate of the run as it stands, over all pods of the function: a session that another pod lost counts as well.
 * @param turn the steps whose turn it is
 */
export function readGates(run: Run, seen: Observed, turn: readonly Step[], now: Date): GateReading[] {
  // On the way back, what is unwell may be the very pods whose turn is still to come.
  const ahead =
    run.direction === 'back' &&
    ((run.back ?? []).some(({ stage }) => stage === 'waiting') ||
      seen.pods.some(({ side }) => side === 'to'));
  const pairs = pairsOf(run, seen).filter(({ pod }) => !ahead || pod?.side !== 'to');
  const chosen = (run.gated ? run.strategy.gates : (['ready'] as const)).filter(
    (gate) => !ahead || gate !== 'chain',
  );
  const readings = chosen.map((gate) => gates[gate](pairs, run, seen));
  const soak = run.gated ? run.strategy.soakSeconds : 0;
  const since = turn.map(({ wellSince }) => wellSince);
  const well = readings.every(({ state }) => state === 'met');
  const first = since.every((at) => at !== null)
    ? Math.max(...since.map((at) => Date.parse(at ?? '')))
    : null;
  const lasted = well && first !== null ? Math.max(0, Math.floor((now.getTime() - first) / 1000)) : 0;
  return [
    ...readings,
    {
      gate: 'soak',
      state: lasted >= soak && well ? 'met' : 'waiting',
      have: Math.min(lasted, soak),
      want: soak,
      detail: '',
    },
  ];
}

/** Each place of the function that was well before, with the pod that is there now. */
function pairsOf(run: Run, seen: Observed): Pair[] {
  const made = new Set([...run.forward, ...(run.back ?? [])].map(({ newUid }) => newUid));
  const here = seen.pods.filter(({ terminating }) => !terminating);
  const bases = run.baseline?.pods ?? [];
  const names = new Set(bases.map(({ pod }) => pod));
  // A Deployment's pods have no place of their own: those that came since stand for those that went.
  const since = here.filter(({ name }) => !names.has(name));
  return bases.map((base) => {
    const own = here.find((pod) =>
      base.slot === '' ? pod.name === base.pod : slotOf(run, pod) === base.slot,
    );
    if (own) return { pod: own, base, renewed: made.has(own.uid) };
    return { pod: base.slot === '' ? since.shift() : undefined, base, renewed: true };
  });
}

export function slotOf({ target }: Pick<Run, 'target'>, pod: Pick<ObservedPod, 'name' | 'node'>): string {
  if (target.kind === 'statefulsets') return pod.name;
  return target.kind === 'daemonsets' ? (pod.node ?? pod.name) : '';
}

const count = (
  gate: GateName,
  have: number,
  want: number,
  missing: readonly string[],
  failed = false,
): GateReading => ({
  gate,
  state: failed ? 'failed' : missing.length === 0 && have >= want ? 'met' : 'waiting',
  have,
  want,
  detail: cut(missing.join(', '), maxNamed),
});

const daemonOf: ReadonlyMap<string, string> = new Map(
  Object.entries(routingCommands).map(([protocol, { daemon }]) => [protocol, daemon]),
);

const placeOf = ({ pod, base }: Pair): string => pod?.name ?? base.pod;

const gates = {
  ready(pairs) {
    const lacking = pairs.filter(({ pod }) => !pod?.ready).map(placeOf);
    return count('ready', pairs.length - lacking.length, pairs.length, lacking);
  },
  interfaces(pairs) {
    const missing = pairs.flatMap(({ pod, base }) =>
      base.interfaces
        .filter((name) => !pod?.interfaces.includes(name))
        .map((name) => `${pod?.name ?? base.pod} ${name}`),
    );
    const want = pairs.reduce((sum, { base }) => sum + base.interfaces.length, 0);
    return count('interfaces', want - missing.length, want, missing);
  },
  sessions: (pairs) => sessionsGate('sessions', pairs, (session) => !isBfd(session)),
  bfd: (pairs) => sessionsGate('bfd', pairs, isBfd),
  prefixes(pairs, run) {
    const missing: string[] = [];
    let have = 0;
    let want = 0;
    for (const pair of pairs) {
      for (const { key, prefixes } of pair.base.sessions) {
        if (prefixes === null || prefixes === 0) continue;
        const needed = Math.ceil((prefixes * run.strategy.prefixPercent) / 100);
        const received = pair.pod?.sessions?.find((one) => one.key === key)?.prefixes ?? 0;
        want += needed;
        have += Math.min(received, needed);
        if (received < needed) missing.push(`${placeOf(pair)} ${key}: ${received}/${prefixes}`);
      }
    }
    return count('prefixes', have, want, missing);
  },
  restarts(pairs) {
    const more = pairs.filter(
      ({ pod, base, renewed }) => (pod?.restarts ?? 0) > (renewed ? 0 : base.restarts),
    );
    return count('restarts', more.length, 0, more.map(placeOf), more.length > 0);
  },
  chain(_pairs, run, seen) {
    const worse = seen.chain.filter((line) => !(run.baseline?.chain ?? []).includes(line));
    return count('chain', worse.length, 0, worse);
  },
} as const satisfies Record<
  Exclude<GateName, 'soak'>,
  (pairs: readonly Pair[], run: Run, seen: Observed) => GateReading
>;

function sessionsGate(
  gate: GateName,
  pairs: readonly Pair[],
  counts: (session: BaseSession) => boolean,
): GateReading {
  const missing: string[] = [];
  const dead = new Set<string>();
  let want = 0;
  for (const pair of pairs) {
    for (const { key } of pair.base.sessions.filter(counts)) {
      want += 1;
      if (pair.pod?.sessions?.some((one) => one.key === key)) continue;
      missing.push(`${placeOf(pair)} ${key}`);
      const daemon = daemonOf.get(key.split(' ')[0] ?? '');
      if (daemon && pair.pod?.daemons?.includes(daemon) === false)
        dead.add(`${placeOf(pair)}: ${daemon} is not running`);
    }
  }
  // A cause is told before what follows from it.
  return count(gate, want - missing.length, want, [...dead, ...missing]);
}

/** How many prefixes of the baseline are missing now; null where a pod's sessions were not read. */
export function prefixesMissing(run: Run, seen: Observed): number | null {
  let missing = 0;
  for (const { pod, base } of pairsOf(run, seen)) {
    if (pod?.ready && pod.sessions === null && base.sessions.length > 0) return null;
    for (const { key, prefixes } of base.sessions)
      missing += Math.max(
        0,
        (prefixes ?? 0) - (pod?.sessions?.find((one) => one.key === key)?.prefixes ?? 0),
      );
  }
  return missing;
}
