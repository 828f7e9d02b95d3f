import type { Health, Reason } from '../health.ts';
import type { FunctionRow } from '../workload/function-view.ts';

/** A service chain: functions of one namespace that share `app.kubernetes.io/part-of`, at least one with an order. */
export interface ChainView {
  name: string;
  namespace: string;
  health: Health;
  reasons: Reason[];
  /** Members with an order first, by it; then those without, by name. */
  functions: FunctionRow[];
}
