import type { ChainRow } from '#lib/contracts/stream.ts';
import type { EventView } from '#lib/domain/event/event-view.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';

export interface Rows {
  chains: Map<string, ChainRow>;
  functions: Map<string, FunctionRow>;
  events: Map<string, EventView>;
}

const eventsKept = 100;

/**
 * What changes in ten seconds: a function loses a pod or has it back, its chain with it, and an event tells of it. Names
 * never come again, as they do not in a cluster.
 */
export function takeTurn(rows: Rows, now: number): Record<string, { set: object; gone: string[] }> {
  const turn = Math.floor(now / 10_000);
  const keys = [...rows.functions.keys()];
  const key = keys[turn % keys.length] ?? '';
  const before = rows.functions.get(key);
  if (before === undefined) return {};
  const since = new Date(now).toISOString();
  const isWell = before.health === 'ok';
  const pod = `${before.name}-${turn.toString(36)}`;
  const health = isWell ? 'degraded' : 'ok';
  const reasons: FunctionRow['reasons'] = isWell
    ? [{ code: 'not-ready', health: 'degraded', subject: pod, message: `since turn ${turn}`, since }]
    : [];
  const row: FunctionRow = {
    ...before,
    health,
    reasons,
    ready: isWell ? before.desired - 1 : before.desired,
  };
  rows.functions.set(key, row);
  const chains = [...rows.chains.entries()].filter(([, chain]) => chain.functions.includes(key));
  for (const [name, chain] of chains) {
    const members = chain.functions.flatMap((member) => rows.functions.get(member) ?? []);
    const bad = members.flatMap((member) => member.reasons);
    rows.chains.set(name, { ...chain, health: bad.length > 0 ? 'degraded' : 'ok', reasons: bad });
  }
  const event: EventView = {
    key: `event-${turn}`,
    at: since,
    firstAt: since,
    count: 1,
    type: isWell ? 'Warning' : 'Normal',
    reason: isWell ? 'Unhealthy' : 'SuccessfulCreate',
    message: `Pod ${pod}`,
    namespace: before.namespace,
    object: { kind: 'Pod', name: pod },
    function: key,
    source: 'kubelet',
  };
  rows.events.set(event.key, event);
  const gone = [...rows.events.keys()].slice(0, Math.max(0, rows.events.size - eventsKept));
  for (const old of gone) rows.events.delete(old);
  return {
    functions: { set: { [key]: row }, gone: [] },
    chains: { set: Object.fromEntries(chains.map(([name]) => [name, rows.chains.get(name)])), gone: [] },
    events: { set: { [event.key]: event }, gone },
  };
}
