import type { FunctionRow } from '../function-view.ts';

/** A Deployment of one pod that is well. */
export const functionRow = (name: string, more: Partial<FunctionRow> = {}): FunctionRow => ({
  namespace: 'cnf-edge',
  kind: 'deployments',
  name,
  component: name,
  chain: null,
  order: null,
  versions: [],
  targetVersion: null,
  desired: 1,
  ready: 1,
  health: 'ok',
  reasons: [],
  approach: 'pod-network',
  routing: false,
  sessions: null,
  role: 'chain',
  managedBy: null,
  rollout: { state: 'complete', message: '', updated: 1, available: 1 },
  upgrade: null,
  createdAt: '2026-01-01T00:00:00Z',
  ...more,
});
