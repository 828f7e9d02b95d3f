import type { EventView } from '#lib/domain/event/event-view.ts';
import type { Condition } from '#lib/domain/kubernetes.ts';
import type { PodPath } from '#lib/domain/network/path.ts';
import type { ContainerView } from '#lib/domain/pod/container-view.ts';
import type { PodRow } from '#lib/domain/pod/pod-view.ts';

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
