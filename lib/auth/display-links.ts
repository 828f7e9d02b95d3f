import { timingSafeEqual } from 'node:crypto';
import type { WatchedKind } from '#lib/domain/cluster/freshness.ts';
import type { Sight } from '#lib/domain/cluster/sight.ts';
import {
  type DisplayLink,
  hasEnded,
  linkName,
  type Still,
  sightOfLink,
} from '#lib/domain/display/display-link.ts';
import type { ConfigMap } from '#lib/domain/kubernetes.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { gate } from '#lib/kube/gate.ts';
import type { ServedAs } from '#lib/kube/resources.ts';
import { reviewAccessOf } from '#lib/kube/review-access-of.ts';
import { isLink, readLink } from './display-record.ts';
import { hashOf, idIn } from './display-token.ts';
import type { SignInState } from './sign-in-state.ts';

/** What is known of the cluster by the console's own watches: every replica finds the same links there. */
export interface LinksKnown {
  stores: { configmaps: { values(): Iterable<ConfigMap> } };
  /** True once every watch has its first list. */
  readonly ready: boolean;
  servedAs(kind: WatchedKind): ServedAs;
}

/**
 * The link of a token, as it is now. Faults: `unauthenticated` with `display-link-unknown` (revoked, or never made) or
 * `display-link-expired`; `unreachable` while the console has not yet read the cluster.
 */
export async function openLink(
  state: SignInState,
  known: LinksKnown,
  token: string,
  now: number,
): Promise<Result<DisplayLink>> {
  const id = idIn(token);
  if (id === null) return gone();
  if (!known.ready) return fail('unreachable', 'The console has just started and is reading the cluster.');
  const hash = Buffer.from(hashOf(token));
  for (const map of known.stores.configmaps.values()) {
    // Others may have made one of the same name elsewhere.
    if (map.metadata.name !== linkName(id) || !isLink(map)) continue;
    const link = await readLink(state, map);
    if (link === null || !timingSafeEqual(Buffer.from(link.hash), hash)) continue;
    return hasEnded(link, now) ? expired(link) : ok(link);
  }
  return gone();
}

const gone = () =>
  fail('unauthenticated', 'This display link was revoked, or was never made.', {
    reason: { code: 'display-link-unknown', params: {} },
  });

const expired = ({ until }: DisplayLink) =>
  fail('unauthenticated', `This display link has expired at ${until}.`, {
    reason: { code: 'display-link-expired', params: { until } },
  });

/** How long an answer about the creator's rights is taken for true, in milliseconds. */
const reviewedMs = 60_000;
const simultaneous = 4;
/** Links whose creators' rights are remembered. */
const maximumKnown = 500;

interface Reviewed {
  at: number;
  answer: Promise<Still>;
}
// Next.js bundles a copy of this module into each route: what they share hangs on the one thing they have in common.
const place = Symbol.for('cnf-console.display-rights');
const shared = globalThis as { [place]?: Map<string, Reviewed> };

/**
 * What a link shows now: what it was made for, without what its creator may not list any more. Where nobody can say that, as
 * the console may not ask or knows his name from himself alone, it stays as it was made.
 */
export async function seenByLink(state: SignInState, known: LinksKnown, link: DisplayLink): Promise<Sight> {
  shared[place] ??= new Map();
  const reviews = shared[place];
  const before = reviews.get(link.hash);
  if (before && Date.now() - before.at < reviewedMs) return sightOfLink(link, await before.answer);
  const answer = review(state, known, link);
  reviews.delete(link.hash);
  reviews.set(link.hash, { at: Date.now(), answer });
  for (const oldest of reviews.keys()) {
    if (reviews.size <= maximumKnown) break;
    reviews.delete(oldest);
  }
  return sightOfLink(link, await answer);
}

async function review(state: SignInState, known: LinksKnown, link: DisplayLink): Promise<Still> {
  const refused = new Set<string>();
  // Such a name is a label of the token's, and nobody whom RBAC knows: see lib/auth/token-check.ts.
  if (link.by.user.startsWith('token:')) return () => true;
  const turns = gate(simultaneous);
  const ask = async (kind: WatchedKind, namespace: string | null) => {
    const { group, resource } = known.servedAs(kind);
    const place = namespace === null ? {} : { namespace };
    // A Namespace cannot be listed in itself; it can be read there.
    const right =
      kind === 'namespaces' && namespace !== null
        ? { verb: 'get', group, resource, namespace, name: namespace }
        : { verb: 'list', group, resource, ...place };
    const answer = await turns.run(() => reviewAccessOf(state.connection, link.by, right));
    if (answer.ok && !answer.value) refused.add(`${kind} ${namespace ?? ''}`);
  };
  await Promise.all(
    Object.entries(link.seen).flatMap(([kind, where]) =>
      (where === '*' ? [null] : where).map((namespace) => ask(kind as WatchedKind, namespace)),
    ),
  );
  return (kind, namespace) => !refused.has(`${kind} ${namespace ?? ''}`);
}
