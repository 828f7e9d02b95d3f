import { type WatchedKind, watchedKinds } from '#lib/domain/cluster/freshness.ts';
import { fullSight, type Sight } from '#lib/domain/cluster/sight.ts';
import { type Fault, ok, type Result, type Right } from '#lib/domain/result.ts';
import { reviewAccess } from '#lib/kube/access-review.ts';
import type { Connection } from '#lib/kube/connection.ts';
import { type Gate, gate } from '#lib/kube/gate.ts';
import type { ServedAs } from '#lib/kube/resources.ts';
import { reviewRules, rulesAllow } from '#lib/kube/rules-review.ts';
import { cannotSay, reviewedMs } from './rights-reviews.ts';

/** What the console watches, and by whose right. */
export interface Watched {
  connection: Connection;
  hub: {
    servedAs(kind: WatchedKind): ServedAs;
    /** Every namespace that is known. */
    namespaces(): string[];
    freshness(): { state: string };
  };
}

interface Known {
  /** The last one that was found out. */
  sight: Sight | null;
  /** When it was asked for, in milliseconds since the epoch. */
  at: number;
  asking: Promise<Result<Sight>> | null;
}

const simultaneous = 6;

// Next.js bundles a copy of this module into each route: what they share hangs on the one thing they have in common.
const place = Symbol.for('cnf-console.sights');
const shared = globalThis as { [place]?: WeakMap<Connection, Known> };

/**
 * What the user of a connection may see of what is watched: the API server's word, at most a minute old, asked for once
 * however many wait. Faults: `unreachable` where it cannot say, `unauthenticated`, `forbidden`.
 */
export async function sightOf(connection: Connection, watched: Watched): Promise<Result<Sight>> {
  // Without a sign-in the watches tell already what may be read.
  if (connection === watched.connection) return ok(fullSight);
  shared[place] ??= new WeakMap();
  const known = shared[place].get(connection) ?? { sight: null, at: 0, asking: null };
  shared[place].set(connection, known);
  const now = Date.now();
  if (known.sight && now - known.at < reviewedMs) return ok(known.sight);
  known.asking ??= ask(connection, watched).then((answer) => {
    known.asking = null;
    if (answer.ok) {
      known.sight = answer.value;
      // From when it was asked: an answer is not taken for younger than it is.
      known.at = now;
    }
    return answer;
  });
  const answer = await known.asking;
  // While the API server is gone neither the data nor the rights change: who saw the last state goes on seeing it, as stale.
  const isGone =
    !answer.ok && answer.fault.kind === 'unreachable' && watched.hub.freshness().state === 'stale';
  return isGone && known.sight ? ok(known.sight) : answer;
}

async function ask(connection: Connection, { hub }: Watched): Promise<Result<Sight>> {
  const turns = gate(simultaneous);
  const everywhere = new Set<WatchedKind>();
  const refused: WatchedKind[] = [];
  const asked = await Promise.all(
    watchedKinds.map(async (kind) => {
      const { group, resource } = hub.servedAs(kind);
      const answer = await allowed(connection, turns, { verb: 'list', group, resource });
      if (answer.ok) answer.value ? everywhere.add(kind) : refused.push(kind);
      return answer;
    }),
  );
  const failed = asked.find((answer) => !answer.ok);
  if (failed && !failed.ok) return failed;
  const inside = new Map<WatchedKind, Set<string>>();
  const kinds = refused.filter((kind) => kind === 'namespaces' || hub.servedAs(kind).namespaced);
  if (kinds.length === 0) return ok({ everywhere, inside });
  const add = (kind: WatchedKind, namespace: string) =>
    inside.set(kind, (inside.get(kind) ?? new Set()).add(namespace));
  const faults: Fault[] = [];
  await Promise.all(
    hub.namespaces().map(async (namespace) => {
      const answer = await kindsIn(connection, turns, hub, namespace, kinds);
      if (!answer.ok) faults.push(answer.fault);
      else for (const kind of answer.value) add(kind, namespace);
    }),
  );
  const [fault] = faults;
  return fault ? { ok: false, fault } : ok({ everywhere, inside });
}

/** Of some kinds, those that may be listed in a namespace: one question for all where the answer is complete. */
async function kindsIn(
  connection: Connection,
  turns: Gate,
  hub: Watched['hub'],
  namespace: string,
  kinds: readonly WatchedKind[],
): Promise<Result<WatchedKind[]>> {
  const review = await turns.run(() => reviewRules(connection, namespace));
  if (!review.ok) return cannotSay(review.fault);
  const { rules, incomplete } = review.value;
  const found: WatchedKind[] = [];
  for (const kind of kinds) {
    const right = rightToSee(hub.servedAs(kind), kind, namespace);
    const answer = incomplete ? await allowed(connection, turns, right) : ok(rulesAllow(rules, right));
    if (!answer.ok) return answer;
    if (answer.value) found.push(kind);
  }
  return ok(found);
}

/** A Namespace cannot be listed in itself; it can be read there. */
function rightToSee({ group, resource }: ServedAs, kind: WatchedKind, namespace: string): Right {
  if (kind === 'namespaces') return { verb: 'get', group, resource, namespace, name: namespace };
  return { verb: 'list', group, resource, namespace };
}

async function allowed(connection: Connection, turns: Gate, right: Right): Promise<Result<boolean>> {
  const answer = await turns.run(() => reviewAccess(connection, right));
  if (answer.ok) return ok(true);
  return answer.fault.kind === 'forbidden' && answer.fault.right ? ok(false) : cannotSay(answer.fault);
}
