import type { WorkloadKind } from '../kubernetes.ts';

/** What can be done to a function, by the names of the HTTP API. */
export const functionActions = [
  'scale',
  'restart',
  'rollback',
  'pause',
  'resume',
  'evict',
  'setAutoscalerBounds',
] as const;
export type FunctionAction = (typeof functionActions)[number];

/** Everything that is recorded as done through the console. */
export const actionNames = [
  ...functionActions,
  'freeze',
  'unfreeze',
  'acknowledge',
  'unacknowledge',
  'editConfig',
  'restoreConfig',
  'rolloutConfig',
  'startFunction',
  'makeDisplayLink',
  'revokeDisplayLink',
  'upgrade',
  'lifecycle',
  'upgradePause',
  'upgradeResume',
  'upgradeAbort',
  'upgradeRollback',
] as const;
export type ActionName = (typeof actionNames)[number];

/** One action with its parameters. */
export type ActionRequest =
  | { action: 'scale'; replicas: number }
  | { action: 'restart' }
  /** Without `toRevision` the one before, as `kubectl rollout undo` does. */
  | { action: 'rollback'; toRevision?: number | undefined }
  | { action: 'pause' }
  | { action: 'resume' }
  | { action: 'evict'; pod: string }
  /** Of the HorizontalPodAutoscaler that scales the function. */
  | { action: 'setAutoscalerBounds'; min: number; max: number };

export interface ActionTarget {
  namespace: string;
  kind: WorkloadKind;
  name: string;
}

/** A reason with its parameters; each code has a text in every language (`action.refusal.…`, `action.warning.…`). */
export interface CodedReason<Code extends string = string> {
  code: Code;
  params: Record<string, string | number>;
}

/** One request to the API server, to the letter. */
export interface ActionWrite {
  method: 'PUT' | 'PATCH' | 'POST';
  path: string;
  contentType: string;
  body: unknown;
}
