import type { WatchedKind, WatchStatus } from '#lib/domain/cluster/freshness.ts';
import { type Reflector, type ReflectorOptions, startReflector } from './reflector.ts';

/** Watches one kind in all namespaces, or, where that is forbidden or not wanted, in each namespace that is known. */
export interface KindWatch {
  statuses(): WatchStatus[];
  /** The namespaces to fall back to. */
  setNamespaces(namespaces: readonly string[]): void;
  reconnect(): void;
  stop(): void;
}

// Each namespace costs a watch of its own. Who has more needs the right to watch them all.
const maximumNamespaces = 100;

export function startKindWatch<K extends WatchedKind>(
  options: Omit<ReflectorOptions<K>, 'namespace'>,
  known: readonly string[],
  /** Never in all namespaces, whether or not that is allowed. */
  inThese = false,
): KindWatch {
  const inside = new Map<string, Reflector>();
  let namespaces = known.slice(0, maximumNamespaces);
  let stopped = false;

  const follow = () => {
    // The reflector may report while it is being made.
    if (stopped || everywhere === undefined) return;
    const apart = everywhere === null || everywhere.status().state === 'forbidden';
    const wanted = apart && options.served.namespaced ? namespaces : [];
    for (const [namespace, reflector] of inside) {
      if (wanted.includes(namespace)) continue;
      inside.delete(namespace);
      reflector.stop();
      if (apart) options.store.replace(namespace, new Map());
    }
    for (const namespace of wanted) {
      if (!inside.has(namespace)) inside.set(namespace, startReflector({ ...options, namespace }));
    }
  };
  const everywhere: Reflector | null | undefined =
    inThese && options.served.namespaced
      ? null
      : startReflector({
          ...options,
          // Its own retries must not wipe what the namespaces' reflectors hold.
          namespace: null,
          keepsWhenRefused: () => inside.size > 0,
          onStatus: () => {
            follow();
            options.onStatus();
          },
        });
  follow();

  return {
    statuses: () =>
      inside.size === 0 && everywhere
        ? [everywhere.status()]
        : [...inside.values()].map((reflector) => reflector.status()),
    setNamespaces(next) {
      namespaces = next.slice(0, maximumNamespaces);
      follow();
    },
    reconnect() {
      everywhere?.reconnect();
      for (const reflector of inside.values()) reflector.reconnect();
    },
    stop() {
      stopped = true;
      everywhere?.stop();
      for (const reflector of inside.values()) reflector.stop();
    },
  };
}
