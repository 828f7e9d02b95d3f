import type { Freshness } from '../cluster/freshness.ts';
import type { Health, Reason, ReasonCode } from '../health.ts';
import { oldest, worstFirst } from '../reason-order.ts';
import type { HoldCode } from '../run/run.ts';
import type { FunctionRow } from '../workload/function-view.ts';
import type { AlertRuleName, Severity } from './alert.ts';

/** What a rule found. */
export interface Found {
  severity: Severity;
  reasons?: Reason[];
  detail?: string | null;
  /** RFC 3339, where the cluster tells since when. */
  since?: string | undefined;
  /** `since` is the console's first sight of it. */
  orEarlier?: boolean;
  run?: string;
}

/** A chain's run as far as it matters here. */
export interface HeldChain {
  id: string;
  namespace: string;
  chain: string;
  hold: { code: string; detail: string; since: string } | null;
  endedAt: string | null;
}

interface Timing {
  /** Seconds of trouble, added up, before it is told, by how bad it is. */
  after: Record<Severity, number>;
  /** Seconds that it must stay away before it counts as over; what comes back sooner is the same alert. */
  keep: number;
}

type Rule = Timing &
  (
    | { on: 'function'; finds(row: FunctionRow): Found | null }
    | { on: 'chain-run'; finds(run: HeldChain): Found | null }
    | { on: 'console'; finds(freshness: Freshness): Found | null }
  );

const routing: ReadonlySet<ReasonCode> = new Set([
  'routing-daemon-down',
  'session-down',
  'session-policy',
  'prefixes-missing',
]);
const severityOf: Partial<Record<Health, Severity>> = {
  down: 'critical',
  degraded: 'warning',
  unknown: 'warning',
};

/** The reasons that make up a trouble, with what the worst of them says; null for none. */
function found(reasons: readonly Reason[]): Found | null {
  const bad = worstFirst(reasons.filter(({ health }) => severityOf[health] !== undefined));
  const worst = bad[0];
  const severity = worst && severityOf[worst.health];
  if (worst === undefined || severity === undefined) return null;
  return { severity, reasons: bad, ...oldest(bad.filter(({ health }) => health === worst.health)) };
}

/** Holds that ask nobody for anything: a person's own pause. */
const wanted: ReadonlySet<HoldCode | string> = new Set(['paused']);
const minutes = 60;

/**
 * Everything that is alerted of. A reason belongs to one rule, so one trouble is one alert; a chain has none of its own, as it
 * is as well as its functions, and an alert names its chain. `deploy/alerts/rules.yaml` waits as long.
 */
export const alertRules: Readonly<Record<AlertRuleName, Rule>> = {
  // Source: lib/domain/workload/function-health.ts, which cites Kubernetes' controllers and kubelet.
  'function-unwell': {
    on: 'function',
    after: { critical: 30, warning: 5 * minutes },
    keep: 5 * minutes,
    finds: ({ reasons }) =>
      found(reasons.filter(({ code }) => !routing.has(code) && code !== 'config-drift')),
  },
  // A Deployment says so itself after its progress deadline (600 s unless set); a StatefulSet and a DaemonSet have none.
  // Source: Kubernetes API reference, DeploymentSpec.progressDeadlineSeconds. While a run has it, the run's gates tell.
  'function-stuck': {
    on: 'function',
    after: { critical: Number.POSITIVE_INFINITY, warning: 15 * minutes },
    keep: 2 * minutes,
    finds: ({ health, upgrade, reasons }) =>
      health === 'progressing' && upgrade === null
        ? { severity: 'warning', reasons: reasons.filter((one) => one.health === 'progressing') }
        : null,
  },
  // Source: `show bgp vrf all summary`, `show ip ospf neighbor`, `show isis neighbor`, `show bfd peers`; RFC 4271 section 8,
  // whose hold time (90 s suggested, 180 s in FRR) has passed when a session is told as down.
  'sessions-down': {
    on: 'function',
    after: { critical: 30, warning: 2 * minutes },
    keep: 5 * minutes,
    finds({ reasons, sessions }) {
      const told = found(reasons.filter(({ code }) => routing.has(code)));
      if (told || sessions === null || sessions.established >= sessions.configured) return told;
      // A pod tells one reason to its function, and it may be another.
      const severity = sessions.established === 0 ? 'critical' : 'warning';
      return { severity, detail: `${sessions.established}/${sessions.configured}` };
    },
  },
  // Source: `frr-reload.py --test`, docs/adr/0012. An edit that is about to be rolled out differs too.
  'config-drift': {
    on: 'function',
    after: { critical: Number.POSITIVE_INFINITY, warning: 15 * minutes },
    keep: 5 * minutes,
    finds: ({ reasons }) => found(reasons.filter(({ code }) => code === 'config-drift')),
  },
  // Source: lib/domain/run/run.ts `holdCodes`.
  'run-held': {
    on: 'function',
    after: { critical: Number.POSITIVE_INFINITY, warning: 1 * minutes },
    keep: 1 * minutes,
    finds: ({ upgrade }) =>
      upgrade === null || upgrade.hold === null || wanted.has(upgrade.hold)
        ? null
        : { severity: 'warning', detail: upgrade.hold, run: upgrade.id },
  },
  // Source: lib/domain/run/decide-chain.ts. What holds one of its functions is told by `run-held` as well.
  'chain-run-held': {
    on: 'chain-run',
    after: { critical: Number.POSITIVE_INFINITY, warning: 1 * minutes },
    keep: 1 * minutes,
    finds: ({ id, hold, endedAt }) =>
      hold === null || endedAt !== null || wanted.has(hold.code)
        ? null
        : { severity: 'warning', detail: hold.detail, since: hold.since, run: id },
  },
  // Source: docs/adr/0002.
  'console-stale': {
    on: 'console',
    after: { critical: 1 * minutes, warning: Number.POSITIVE_INFINITY },
    keep: 1 * minutes,
    finds: ({ state, since, reason }) =>
      state === 'stale' ? { severity: 'critical', since, detail: reason } : null,
  },
};

/** What an operator has set differently, in seconds; `off` for a rule that is not wanted. */
export type AlertTiming = Partial<Record<AlertRuleName, 'off' | Partial<Record<Severity | 'keep', number>>>>;

/** How long a rule waits and stays; null where it is switched off. */
export function timingOf(name: AlertRuleName, set: AlertTiming): Timing | null {
  const own = set[name];
  if (own === 'off') return null;
  const { after, keep } = alertRules[name];
  return {
    after: { warning: own?.warning ?? after.warning, critical: own?.critical ?? after.critical },
    keep: own?.keep ?? keep,
  };
}
