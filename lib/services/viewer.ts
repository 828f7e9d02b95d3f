import type { Caller } from '#lib/auth/caller.ts';
import { sightOf } from '#lib/auth/rights-seen.ts';
import type { WatchedKind } from '#lib/domain/cluster/freshness.ts';
import { isFull, type Sight, seesAny, sees as seesBy } from '#lib/domain/cluster/sight.ts';
import { type Fault, fail, ok, type Result } from '#lib/domain/result.ts';
import type { LiveView } from '#lib/live/live-view.ts';
import { running } from '#lib/live/running.ts';
import { callerOf } from './caller.ts';

/** What somebody may see of what the console watches. */
export interface Viewer extends Sighted {
  caller: Caller;
}

/** The same of whoever looks, also of a display that acts as nobody. */
export interface Sighted {
  /** `all` where it is everything. */
  view: 'all' | 'some';
  /** Everything that is shown, made only of what he may see. */
  hub: LiveView;
  /** Whether objects of a kind may be seen in a namespace; null for objects that are in none. */
  sees(kind: WatchedKind, namespace: string | null): boolean;
  /** Whether any object of a kind may be seen, in the namespace where one is given. */
  seesAny(kind: WatchedKind, namespace?: string): boolean;
}

/** Who asks, with what he may see; faults as of `callerOf`, and `unreachable` where the API server cannot say. */
export async function viewerOf(request: Request): Promise<Result<Viewer>> {
  const caller = await callerOf(request);
  return caller.ok ? viewerBy(caller.value) : caller;
}

/** The same, for a caller who is known already. */
export async function viewerBy(caller: Caller): Promise<Result<Viewer>> {
  const instance = running();
  const sight = await sightOf(caller.connection, instance);
  if (!sight.ok) return sight;
  const hub = instance.hub.seen(sight.value);
  return hub.ok ? ok(viewer(caller, sight.value, hub.value)) : hub;
}

const viewer = (caller: Caller, sight: Sight, hub: LiveView): Viewer => ({ caller, ...sighted(sight, hub) });

export const sighted = (sight: Sight, hub: LiveView): Sighted => ({
  view: isFull(sight) ? 'all' : 'some',
  hub,
  sees: (kind, namespace) => seesBy(sight, kind, namespace),
  seesAny: (kind, namespace) =>
    namespace === undefined ? seesAny(sight, kind) : seesBy(sight, kind, namespace),
});

/**
 * Fault `forbidden` where a list would be empty for want of a right alone: of none of the kinds that it is made of may
 * anything be seen, in the namespace where one is asked for.
 */
export function mayList(
  { seesAny: any }: Pick<Sighted, 'seesAny'>,
  kinds: readonly WatchedKind[],
  namespace: string | undefined,
): Result<true> {
  const [first] = kinds;
  if (first === undefined || kinds.some((kind) => any(kind, namespace))) return ok(true);
  return { ok: false, fault: notSeen('list', first, namespace) };
}

/** Fault `forbidden` with the right to read one object; nothing tells whether it is there. */
export function mayRead(
  { sees, caller, hub }: Viewer,
  kind: WatchedKind,
  { namespace, name }: { namespace: string; name: string },
): Result<true> {
  // Without a sign-in it is the watches that tell: an object that is not looked for, or may not be, is not missing.
  const refused =
    caller.connection === running().connection &&
    watchesOf(hub, kind, namespace).every(({ state }) => state === 'forbidden');
  return sees(kind, namespace) && !refused
    ? ok(true)
    : { ok: false, fault: notSeen('list', kind, namespace, name) };
}

const watchesOf = (hub: LiveView, kind: WatchedKind, namespace: string) =>
  hub
    .freshness()
    .watches.filter((one) => one.kind === kind && (one.namespace === null || one.namespace === namespace));

function notSeen(verb: string, kind: WatchedKind, namespace?: string, name?: string): Fault {
  const { group, resource } = running().hub.servedAs(kind);
  const right = { verb, group, resource, ...(namespace && { namespace }) };
  const place = namespace ? ` in namespace ${namespace}` : '';
  const what = `${resource}${group ? `.${group}` : ''}`;
  const why = name ? `, so whether there is a ${name} is not told` : '';
  return fail('forbidden', `You may not ${verb} ${what}${place}${why}.`, { right }).fault;
}
