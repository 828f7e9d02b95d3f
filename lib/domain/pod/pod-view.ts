import type { RoutingSummary } from '../frr/routing-summary.ts';
import type { Health, Reason } from '../health.ts';
import type { WorkloadKind } from '../kubernetes.ts';
import type { NetworkInterface } from '../network/interface.ts';

/** The function a pod belongs to. */
export interface FunctionRef {
  namespace: string;
  kind: WorkloadKind;
  name: string;
}

/**
 * A pod as the list shows it. Times stay times, so that a row needs no update while only the clock goes on:
 * `age` and `restarts` as kubectl prints them are made by `printAge` and `printRestarts`.
 */
export interface PodRow {
  namespace: string;
  name: string;
  /** `2/2` */
  ready: string;
  /** As kubectl's STATUS column: `Running`, `CrashLoopBackOff`, `Init:0/1`, … */
  status: string;
  restartCount: number;
  lastRestartAt: string | null;
  createdAt: string;
  node: string | null;
  podIP: string | null;
  function: FunctionRef | null;
  chain: string | null;
  /** Version of the function's main container as this pod runs it. */
  version: string | null;
  health: Health;
  reasons: Reason[];
  interfaces: NetworkInterface[];
  /** Sessions of a pod that runs FRRouting, as last read in it; null where it does not, or nothing was read yet. */
  routing: RoutingSummary | null;
}
