import type { WorkloadKind } from '../kubernetes.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Saying } from './saying.ts';
import type { SpecParts } from './spec-parts.ts';

/**
 * What takes a workload from one state to another pod by pod. `replace` kinds change the template and let the workload's
 * controller make new pods; `in-place` kinds change something in each pod that stays.
 */
export const runKinds = ['upgrade', 'config-restart', 'config-reload', 'lifecycle'] as const;
export type RunKind = (typeof runKinds)[number];

export const runMethods = ['replace', 'in-place'] as const;
export type RunMethod = (typeof runMethods)[number];

/** What must be so after each pod before the next one goes. */
export const gateNames = [
  'ready',
  'interfaces',
  'sessions',
  'prefixes',
  'bfd',
  'restarts',
  'chain',
  'soak',
] as const;
export type GateName = (typeof gateNames)[number];

/** `hook`: what the console is set up to execute in such a container, see docs/adr/0015. */
export const drainMethods = ['graceful-shutdown', 'hook', 'none'] as const;
export type DrainMethod = (typeof drainMethods)[number];

/** How a run goes about it. Times are seconds. */
export interface RunStrategy {
  /** Pods that may be away at once. */
  batch: number;
  /** For so long everything must stay well before the next pod goes. */
  soakSeconds: number;
  gates: Exclude<GateName, 'soak'>[];
  /** Percent of the prefixes of the baseline that each peer must send again. */
  prefixPercent: number;
  /** The gates of one pod must be met within this time from its replacement. */
  limitSeconds: number;
  onFailure: 'stop' | 'rollback';
  drain: DrainMethod;
  /** For so long at most peers may move their traffic away before the pod goes. */
  drainSeconds: number;
  preflight: boolean;
}

export interface RunTarget {
  namespace: string;
  kind: WorkloadKind;
  name: string;
  uid: string;
}

/** What changes in the template, or in each pod; `from` null where it was not there. */
export interface RunChange {
  images: Record<string, { from: string; to: string }>;
  /** Of the pod template. */
  annotations: Record<string, { from: string | null; to: string | null }>;
  /** What an in-place kind needs to do its work again after a restart of the console; at most 16 KiB of JSON. */
  payload: Record<string, string | number | boolean> | null;
}

/** Fields of the workload's spec that a run changes for its time, by name, whole; null where absent. */
export type StrategyFields = Record<string, unknown>;

export type Side = 'from' | 'to';

/** What a run has the workload be. */
export interface Intent {
  side: Side;
  fields: StrategyFields;
}

/**
 * - `preflight`  the target image is pulled and the configuration checked, in a pod beside the others
 * - `baseline`   what is so before is measured
 * - `running`    pod by pod
 * - `restoring`  the strategy fields are put back
 * - `ended`      see `outcome`
 */
export const runPhases = ['preflight', 'baseline', 'running', 'restoring', 'ended'] as const;
export type RunPhase = (typeof runPhases)[number];

export const runOutcomes = ['succeeded', 'rolled-back', 'aborted', 'failed'] as const;
export type RunOutcome = (typeof runOutcomes)[number];

export const holdCodes = [
  /** Somebody asked for it. */
  'paused',
  /** A gate was not met within its limit. */
  'gate-limit',
  /** The new pod cannot come: see `detail`. */
  'image-pull',
  'crash-loop',
  'unschedulable',
  'container-config',
  'pod-failed',
  /** The workload was changed by somebody else. */
  'edited',
  /** Kubernetes does not let the person do the next step. */
  'forbidden',
  /** A PodDisruptionBudget allows no eviction. */
  'budget',
  /** The drain could not be begun or taken back. */
  'drain',
  /** An in-place step failed; `detail` has its output. */
  'apply',
  /** The ConfigMap could not be given its earlier text, and pods would start with another one. */
  'text',
  /** Nobody's credential is there to go on with. Not stored: each replica of the console sees it for itself. */
  'credential',
  /** The record was changed outside the console, or sealed with a secret that is not known here. Not stored. */
  'record',
] as const;
export type HoldCode = (typeof holdCodes)[number];

/** Why nothing moves, until somebody resumes, rolls back or aborts. */
export interface Hold {
  code: HoldCode;
  /** One sentence with names and numbers; Kubernetes' or FRR's own words where there are any. Hostile text. */
  detail: string;
  /** Where the detail is the run's own words. */
  said?: Saying | null | undefined;
  /** RFC 3339. */
  since: string;
  /** Who asked for it; null where the run stopped by itself. */
  by: string | null;
}

export const stepStages = ['waiting', 'draining', 'replacing', 'gating', 'done', 'skipped'] as const;
export type StepStage = (typeof stepStages)[number];

/** One pod's turn. Times are RFC 3339; null while it has not happened. */
export interface Step {
  /** From 1; pods of one turn go together. */
  turn: number;
  /** The pod that goes: of a Deployment the likely one, until it has gone. */
  pod: string;
  uid: string;
  node: string | null;
  stage: StepStage;
  /** True while this run's drain is, or may be, in the pod. */
  drained: boolean;
  newPod: string | null;
  newUid: string | null;
  /** When its turn began, or began again after a hold, and later by what nobody saw: the limit counts from here. */
  openedAt: string | null;
  drainAt: string | null;
  /** While it drains: what its BGP showed last, and since when that is the same. */
  calm?: { mark: string; since: string } | null | undefined;
  /** When the pod was taken away. */
  goAt: string | null;
  readyAt: string | null;
  /** When all sessions of the baseline were back. */
  sessionsAt: string | null;
  /** When all prefixes were back to the tolerated share. */
  prefixesAt: string | null;
  doneAt: string | null;
  /** The most prefixes of the baseline that were missing at once since it went. */
  prefixesMissing: number;
  /** Since when every gate is met; null while one is not. */
  wellSince: string | null;
}

/** A session of the baseline, in few letters as many are kept. */
export interface BaseSession {
  /** `bgp default ipv4Unicast 192.0.2.1`: protocol, context and peer. */
  key: string;
  prefixes: number | null;
}

export interface BasePod {
  pod: string;
  /** Of a StatefulSet's and a bare pod its name, of a DaemonSet's its node, of a Deployment's empty: any pod's. */
  slot: string;
  interfaces: string[];
  restarts: number;
  sessions: BaseSession[];
  /** Sessions beyond those that are kept one by one. */
  more: number;
}

export interface Baseline {
  at: string;
  pods: BasePod[];
  /** What was wrong with the chain before, by reason code; only what is new counts. */
  chain: string[];
}

/** One gate as it stands, with numbers against the baseline. */
export interface GateReading {
  gate: GateName;
  state: 'met' | 'waiting' | 'failed';
  /** What there is, and what there must be: sessions, prefixes, pods, seconds. */
  have: number;
  want: number;
  /** What is missing, by name; hostile text. */
  detail: string;
}

export interface LogEntry {
  at: string;
  /** `started`, `preflight-passed`, `drained`, `gone`, `ready`, `done`, `held`, `resumed`, … */
  code: string;
  detail: string;
  /** Where the detail, after a code that it may begin with, is the run's own words. */
  said?: Saying | null | undefined;
}

/** A run as it is recorded in the cluster; anything that is needed to go on is in it. */
export interface Run {
  version: 1;
  id: string;
  kind: RunKind;
  method: RunMethod;
  target: RunTarget;
  /** The chain run that it is a part of, and its place in it from 0. */
  parent: { id: string; index: number } | null;
  chain: string | null;
  routing: boolean;
  change: RunChange;
  strategy: RunStrategy;
  startedAt: string;
  startedBy: string;
  /** In whose name it goes on: who started it, or took it over last. */
  actor: string;
  why: string | null;
  /** The freeze that was overridden. */
  overrode: string | null;

  phase: RunPhase;
  outcome: RunOutcome | null;
  endedAt: string | null;
  /** Why it turned back or failed. */
  cause: string | null;
  /** Where the cause, after its code if it has one, is the run's own words. */
  causeSaid?: Saying | null | undefined;
  direction: 'forward' | 'back';
  /** An abort goes back without waiting for gates. */
  gated: boolean;
  hold: Hold | null;
  /** Once the workload has been changed. */
  touched: boolean;
  /** The strategy fields before the run, to be restored whatever the end. */
  before: StrategyFields;
  /** What the workload was last made, or is about to be made. */
  intended: Intent;
  /** What it was before that, until the change was seen; null then. */
  previous: Intent | null;
  /** Digest of everything in the workload's spec that the run does not change. */
  rest: string;
  /** The same once the change is made, where admission changes more then. */
  restAfter?: string | undefined;
  /** What `rest` is a digest of, so that it can be said what was edited; absent where it is too much. */
  parts?: SpecParts | undefined;
  /** Somebody saw an edit from outside and lets the run go on from what is there now. */
  adopts: boolean;
  /** Since when the next pod waits for the others to be well. */
  waitsSince: string | null;
  replicas: number;
  baseline: Baseline | null;
  forward: Step[];
  /** Null until it turns back. */
  back: Step[] | null;
  gates: GateReading[];
  /** Of a configuration's roll-out that is rolled back: whether the ConfigMap got its earlier text, or was left as it is. */
  textBack?: 'done' | 'left' | undefined;
  /** Of a run of lifecycle checks alone. */
  lifecycle?: Lifecycle | undefined;
  /** When somebody last attended to it, and which process. */
  attendedAt: string;
  log: LogEntry[];
}

/** The steps of the direction it goes in. */
export const stepsOf = (run: Run): Step[] => (run.direction === 'back' ? (run.back ?? []) : run.forward);

export const isEnded = (run: Pick<Run, 'phase'>): boolean => run.phase === 'ended';
