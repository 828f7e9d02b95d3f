import type { EventView } from '#lib/domain/event/event-view.ts';
import type { Condition } from '#lib/domain/kubernetes.ts';
import type { PodPath } from '#lib/domain/network/path.ts';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';

export interface ContainerView {
  name: string;
  init: boolean;
  image: string;
  imageID: string | null;
  ready: boolean;
  /** `Running`, `CrashLoopBackOff`, `Completed`, … */
  state: string;
  message: string | null;
  since: string | null;
  restartCount: number;
  lastTermination: {
    reason: string | null;
    exitCode: number;
    at: string | null;
    message: string | null;
  } | null;
}

/** One pod, with everything. */
export interface PodDetail extends PodRow {
  uid: string;
  labels: Record<string, string>;
  containers: ContainerView[];
  conditions: Condition[];
  events: EventView[];
  path: PodPath;
  /** Network annotations that could not be parsed, as they are. */
  unreadable: Record<string, string>;
  /** Runs FRRouting: its routing sessions can be read live. */
  runsRouting: boolean;
}
