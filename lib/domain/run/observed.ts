import type { BgpFlow } from '../frr/bgp.ts';
import type { Goal } from './lifecycle.ts';
import type { BaseSession, HoldCode, Side, StrategyFields } from './run.ts';
import type { SpecParts } from './spec-parts.ts';

/** What a decision is made from: read just before, nothing remembered. */
export interface Observed {
  /** Null where it, or the one of this uid, is gone. */
  workload: ObservedWorkload | null;
  /** The pods that the workload controls and that have not ended. */
  pods: ObservedPod[];
  preflight: ObservedPreflight;
  /** Other functions of the chain that are degraded or down, as `waf: down`. */
  chain: string[];
  /** A PodDisruptionBudget of the pods that allows no disruption now. */
  budget: string | null;
}

export interface ObservedWorkload {
  replicas: number;
  /** `other`: the images or annotations are neither as before the run nor as it makes them. */
  side: Side | 'other';
  fields: StrategyFields;
  rest: string;
  parts?: SpecParts | undefined;
  /** What the template has where the run changes it, by container or annotation; null where it is not there. */
  now?: Record<string, string | null>;
  /** The run that has the workload. */
  run: string | null;
  /** Its controller has seen the latest change. */
  settled: boolean;
  available: number;
  /** Of the containers that the run changes; where a run goes by more than two sides. */
  images?: Record<string, string>;
}

export interface ObservedPod {
  name: string;
  uid: string;
  node: string | null;
  side: Side | 'other';
  ready: boolean;
  terminating: boolean;
  restarts: number;
  /** Interfaces that are attached. */
  interfaces: string[];
  /** Why it does not come by itself. */
  trouble: { code: HoldCode; detail: string } | null;
  /** Sessions that are up; null where they were not read, or could not be. */
  sessions: BaseSession[] | null;
  /** FRR's daemons that run, where the sessions were read. */
  daemons?: readonly string[];
  /** What BGP is exchanging, of a pod that drains; null where it cannot be read. */
  flow?: BgpFlow | null;
  /** As of the workload. */
  images?: Record<string, string>;
}

export interface ObservedPreflight {
  state: 'none' | 'running' | 'passed' | 'failed';
  detail: string;
}

/** What is to be done next. Each can be done twice without harm. */
export type RunAct =
  | { do: 'preflight' }
  | { do: 'clean' }
  /** Make the workload what is intended; with `release` the run lets it go. */
  | { do: 'set'; side: Side; fields: StrategyFields; release: boolean }
  | { do: 'drain'; pod: string; uid: string }
  | { do: 'undrain'; pod: string; uid: string }
  /** Take a pod away; `unready` ones may be deleted where a budget that counts only ready ones refuses. */
  | { do: 'evict'; pod: string; uid: string; unready: boolean }
  | { do: 'apply'; pod: string; uid: string; side: Side }
  /** Give the ConfigMap of a roll-out its earlier text again. */
  | { do: 'restore-text' }
  /** As `set`, with replicas and any images. */
  | { do: 'move'; goal: Goal; release: boolean }
  /** Back to the revision before, as the cluster keeps it, if that is the goal. */
  | { do: 'undo'; goal: Goal };

export const podOf = (seen: Observed, uid: string | null): ObservedPod | undefined =>
  uid === null ? undefined : seen.pods.find((pod) => pod.uid === uid);

export const isPresent = (pod: ObservedPod | undefined): pod is ObservedPod =>
  pod !== undefined && !pod.terminating;
