import type { FunctionRow } from '../workload/function-view.ts';
import type { ChainView } from './chain-view.ts';

/** The chain a workload belongs to. */
export function chainOf(labels: Readonly<Record<string, string>> | undefined): string | null {
  return labels?.['app.kubernetes.io/part-of'] || null;
}

/** The workload's place in its chain. */
export function chainOrder(_annotations: Readonly<Record<string, string>> | undefined): number | null {
  return null;
}

/** The chains that the functions make. */
export function chainViews(_functions: readonly FunctionRow[]): ChainView[] {
  return [];
}
