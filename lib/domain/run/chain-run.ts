import type { WorkloadKind } from '../kubernetes.ts';
import type { Fault } from '../result.ts';
import type { Hold, LogEntry, Run, RunOutcome, RunStrategy, Side } from './run.ts';
import type { Saying } from './saying.ts';

export const chainHoldCodes = [
  /** Somebody asked for it. */
  'paused',
  /** A function's run ended otherwise than asked; what to do with the others is for somebody to say. */
  'part-failed',
  /** The next function's run cannot begin: see `detail`. */
  'cannot-begin',
  /** A change freeze came meanwhile. */
  'frozen',
  /** Another run has the next function. */
  'run-under-way',
  /** Kubernetes does not let the person do the next step. */
  'forbidden',
  /** A function's own run is held. Not stored: it is in that run. */
  'part-held',
  /** As of a run. Not stored. */
  'credential',
  'record',
] as const;
export type ChainHoldCode = (typeof chainHoldCodes)[number];

export interface ChainHold extends Omit<Hold, 'code'> {
  code: ChainHoldCode;
  /** The rule by which the next function's run cannot begin, where it is one. */
  reason?: Fault['reason'];
}

/** A function whose turn comes in a chain's run. */
export interface ChainMember {
  kind: WorkloadKind;
  name: string;
  uid: string;
  /** `from` is what the function had when its run began; before that, when the chain's did. */
  images: Run['change']['images'];
  strategy: { [Key in keyof RunStrategy]?: RunStrategy[Key] | undefined };
}

/**
 * One run of the many, in the order in which they were begun: `number` makes its id, so that it is begun once, whoever does it.
 * `already`: the function had these images, and there is no run.
 */
export interface ChainPart {
  number: number;
  /** Place among the members. */
  member: number;
  /** To the new images, or back from them. */
  side: Side;
  outcome: RunOutcome | 'already' | null;
  cause: string | null;
  /** As of a run. */
  causeSaid?: Saying | null | undefined;
}

export const chainOutcomes = ['succeeded', 'rolled-back', 'aborted'] as const;
export type ChainOutcome = (typeof chainOutcomes)[number];

/** A run of runs as it is recorded in the cluster; how far each run is, is in that run's own record. */
export interface ChainRun {
  version: 1;
  id: string;
  namespace: string;
  chain: string;
  /** In the order of the upgrade. */
  members: ChainMember[];
  startedAt: string;
  startedBy: string;
  /** In whose name it goes on. */
  actor: string;
  why: string | null;
  overrode: string | null;
  phase: 'running' | 'ended';
  outcome: ChainOutcome | null;
  endedAt: string | null;
  cause: string | null;
  causeSaid?: Saying | null | undefined;
  direction: 'forward' | 'back';
  /** It ends with the function under way, which goes back; those before stay as they are. */
  aborts: boolean;
  hold: ChainHold | null;
  parts: ChainPart[];
  attendedAt: string;
  log: LogEntry[];
}

export const partId = (id: string, number: number): string => `${id}-${number}`;

/** Ids have two digits for it. */
export const mostParts = 100;

/** The run that is under way; undefined between two. */
export const currentPart = ({ parts }: Pick<ChainRun, 'parts'>): ChainPart | undefined =>
  parts.find(({ outcome }) => outcome === null);
