import { type WatchedKind, watchedKinds } from '../cluster/freshness.ts';
import { type Sight, sees } from '../cluster/sight.ts';

/** What a link shows: whole namespaces, and chains, each as `namespace/chain`. */
export interface DisplayScope {
  namespaces: string[];
  chains: string[];
}

/** A link that shows the wall to whoever has it, and nothing else, until it ends or is revoked. See docs/adr/0016. */
export interface DisplayLink {
  /** Twelve hexadecimal digits. */
  id: string;
  /** What people call the display. */
  name: string;
  /** Of the ConfigMap that it is kept in. */
  namespace: string;
  scope: DisplayScope;
  /** What its creator could list in the scope when he made it: `*` for everywhere, else namespaces, by kind. */
  seen: Partial<Record<WatchedKind, '*' | string[]>>;
  by: { user: string; groups: string[] };
  /** RFC 3339. */
  at: string;
  /** RFC 3339. */
  until: string;
  /** SHA-256 of the token, in hexadecimal digits. */
  hash: string;
}

/** The longest that a link may hold, in milliseconds: somebody should think of it again after a year. */
export const longestMs = 366 * 86_400_000;

/** The wall's topics: what a link's stream may bring. */
export const wallTopics: readonly string[] = ['chains', 'functions', 'other-workloads', 'events', 'alerts'];

export const linkName = (id: string): string => `cnf-display-${id}`;

export const hasEnded = ({ until }: Pick<DisplayLink, 'until'>, now: number): boolean =>
  Date.parse(until) <= now;

/** Every namespace that a scope touches. */
export const namespacesOf = ({ namespaces, chains }: DisplayScope): string[] =>
  [...new Set([...namespaces, ...chains.map((chain) => chain.split('/')[0] ?? '')])].sort();

/** Of what somebody sees, what lies in a scope: what a link of his may show. Nodes belong to no namespace. */
export function seenInScope(sight: Sight, scope: DisplayScope): DisplayLink['seen'] {
  const namespaces = namespacesOf(scope);
  const seen: DisplayLink['seen'] = {};
  for (const kind of watchedKinds) {
    if (kind === 'nodes') {
      if (sees(sight, kind, null)) seen.nodes = '*';
      continue;
    }
    const inside = namespaces.filter((namespace) => sees(sight, kind, namespace));
    if (inside.length > 0) seen[kind] = inside;
  }
  return seen;
}

/**
 * What a link shows, of what `still` says that its creator may see. Of chains in namespaces that are not shown as a whole
 * there are the workloads of these chains alone, and what is derived from them.
 */
export function sightOfLink({ scope, seen }: Pick<DisplayLink, 'scope' | 'seen'>, still: Still): Sight {
  const everywhere = new Set<WatchedKind>();
  const inside = new Map<WatchedKind, Set<string>>();
  for (const kind of watchedKinds) {
    const where = seen[kind];
    if (where === '*') {
      if (still(kind, null)) everywhere.add(kind);
    } else if (where !== undefined) {
      const left = where.filter((namespace) => still(kind, namespace));
      if (left.length > 0) inside.set(kind, new Set(left));
    }
  }
  if (scope.chains.length === 0) return { everywhere, inside };
  return {
    everywhere,
    inside,
    chains: new Set([...scope.chains, ...scope.namespaces.map((ns) => `${ns}/*`)]),
  };
}

/** Whether the creator may still list a kind in a namespace; null for everywhere. */
export type Still = (kind: WatchedKind, namespace: string | null) => boolean;
