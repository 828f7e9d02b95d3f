import type { UnavailableCode } from '../frr/config/comparison.ts';
import type { FunctionRef } from '../pod/pod-view.ts';

/** What a key of a ConfigMap holds, by its name: that is what it is checked as. */
export const keyKinds = ['frr', 'daemons', 'vtysh', 'yaml', 'json', 'text'] as const;
export type KeyKind = (typeof keyKinds)[number];

/**
 * How the text of a key reaches a container. `volume`: the kubelet writes it anew within about a minute; `sub-path`: never,
 * until the pod is replaced; `environment`: when the container starts; `init-copy`: an init container sees it and FRR's own
 * directory is another volume; `none`: the container does not see it.
 * Source: kubernetes.io, "Mounted ConfigMaps are updated automatically".
 */
export const arrivals = ['volume', 'sub-path', 'init-copy', 'environment', 'none'] as const;
export type Arrival = (typeof arrivals)[number];

/** A pod that runs FRRouting with a configuration out of a ConfigMap. */
export interface ConfigPod {
  pod: string;
  uid: string;
  function: FunctionRef | null;
  /** The container that runs FRRouting. */
  container: string;
  image: string;
  /** `8.4.4`, by the image's tag; null where the tag does not tell. */
  version: string | null;
  running: boolean;
  arrival: Arrival;
  /** Where the container sees it: `/etc/frr`. */
  path: string | null;
}

/** What a change does to a router that runs, from least to most. */
export const effects = ['none', 'live', 'resets', 'restart'] as const;
export type Effect = (typeof effects)[number];

/** One command of FRR's own difference, with the context it belongs to. */
export interface DeltaLine {
  /** `router bgp 65001`, `address-family ipv4 unicast`; empty at the top. */
  context: string[];
  /** The line as frr-reload.py prints it: `no …` where it deletes. */
  line: string;
  effect: Effect;
  /** Why it has that effect (`config.effect.<code>`). */
  code: string;
  params: Record<string, string | number>;
}

/** What FRR would delete and add to become the text. */
export interface Delta {
  delete: DeltaLine[];
  add: DeltaLine[];
  /** Lines that differ always or that FRR adds by itself: not a change. */
  phantom: { delete: string[]; add: string[] };
}

/** What a pod runs, compared with the ConfigMap. */
export interface PodDrift {
  pod: string;
  function: FunctionRef | null;
  key: string;
  /** `unknown`: could not be compared; `code` and `detail` say why. */
  state: 'same' | 'different' | 'unknown';
  /** Since when it has been so, as the console saw it. RFC 3339. */
  since: string;
  /** It was so when it was compared first: it may have begun before. */
  orEarlier?: true;
  /** When it was last compared; null before the first time. */
  at: string | null;
  /** Null where it was compared, or not yet. */
  code: UnavailableCode | null;
  detail: string | null;
  /** Lines of the ConfigMap that do not run. */
  missing: string[];
  /** Lines that run and are not in the ConfigMap. */
  extra: string[];
  effect: Effect;
}

/** How a text came into a ConfigMap. `first`: it was there when the console first kept it. */
export const origins = ['first', 'applied', 'restored', 'outside'] as const;
export type Origin = (typeof origins)[number];

/** One state of a ConfigMap that was kept, or its present state. */
export interface ConfigRevision {
  /** Null for a present text that is not kept yet. */
  revision: number | null;
  at: string;
  /** Who, where the console did it. */
  by: string | null;
  /** `managedFields[].manager`, for what was done elsewhere: `kubectl-client-side-apply`. */
  manager: string | null;
  why: string | null;
  how: Origin;
  /** For `restored`. */
  restoredFrom: number | null;
  /** Keys that are other than in the revision before. */
  changed: string[];
  /** Bytes of all keys. */
  size: number;
  /** SHA-256 of all keys, the first 16 hexadecimal digits. */
  hash: string;
  current: boolean;
}
