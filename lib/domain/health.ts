import type { RoutingProtocol } from './frr/routing-summary.ts';

/**
 * One scale for pods, functions and chains, worst last.
 *
 * - `ok`           as declared
 * - `progressing`  on its way there by itself: starting, rolling out, terminating
 * - `unknown`      what would tell is missing or cannot be read
 * - `degraded`     serving, with something wrong that needs a person
 * - `down`         not serving
 */
export const healths = ['ok', 'progressing', 'unknown', 'degraded', 'down'] as const;
export type Health = (typeof healths)[number];

/** In need of a person. */
export const isTroubled = (health: Health): boolean => health !== 'ok' && health !== 'progressing';

/** The worse of two verdicts. */
export function worse(a: Health, b: Health): Health {
  return healths.indexOf(a) >= healths.indexOf(b) ? a : b;
}

/** Why something is not `ok`, or deserves a warning; each code has a text in every language (`reason.<code>`). */
export const reasonCodes = [
  // pods and containers
  'image-pull',
  'crash-loop',
  'container-failed',
  'container-config',
  'oom-killed',
  'unschedulable',
  'sandbox-failed',
  'not-ready',
  'readiness-gate',
  'starting',
  'initializing',
  'terminating',
  'stuck-terminating',
  'evicted',
  'pod-failed',
  'node-lost',
  'restarted-recently',
  // workloads
  'rolling-out',
  'status-outdated',
  'progress-deadline',
  'replica-failure',
  'replicas-missing',
  'none-ready',
  'scaled-to-zero',
  'paused',
  'held-by-partition',
  'on-delete-pending',
  'mixed-versions',
  'budget-exhausted',
  'chain-order-unreadable',
  // networks
  'definition-missing',
  'definition-unreadable',
  'networks-unreadable',
  'network-status-unreadable',
  'interface-unreported',
  'interface-unrequested',
  'address-mismatch',
  'default-route-secondary',
  'default-route-pod-network',
  // routing
  'routing-daemon-down',
  'routing-unread',
  'session-down',
  'session-policy',
  'prefixes-missing',
  'config-drift',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

export interface Reason {
  code: ReasonCode;
  /** How bad this reason alone is; a view's health is the worst of its reasons. */
  health: Health;
  /** What it is about: a container, an interface, a peer, a pod. Hostile text. */
  subject?: string;
  /** Kubernetes', Multus' or FRR's own words. Hostile text. */
  message?: string;
  /** A routing session that is not up: its protocol, and the state it is in instead, in FRR's word. Hostile text. */
  session?: { protocol: RoutingProtocol; state: string };
  /** RFC 3339; since when, where the cluster tells. */
  since?: string;
  /** `since` is the console's first sight of it, and it may have begun before. */
  orEarlier?: true;
  /** RFC 3339; of what happens again and again, when it did so last. Says nothing of when it began. */
  lastAt?: string;
}

/** The health that a list of reasons adds up to; none means `ok`. */
export function healthOf(reasons: readonly Reason[]): Health {
  return reasons.reduce<Health>((worst, reason) => worse(worst, reason.health), 'ok');
}
