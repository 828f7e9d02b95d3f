import type { ChainRow } from '#lib/contracts/stream.ts';
import { healths } from '#lib/domain/health.ts';
import type { FunctionRow } from '#lib/domain/workload/function-view.ts';

/** Trouble first, then by name. */
export function byTrouble<Row extends { health: ChainRow['health']; namespace: string; name: string }>(
  a: Row,
  b: Row,
): number {
  return (
    healths.indexOf(b.health) - healths.indexOf(a.health) ||
    (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) ||
    (a.namespace < b.namespace ? -1 : 1)
  );
}

/** The chain's functions in order; one that has just gone is left out until the chain's own row says so too. */
export function functionsOf(chain: ChainRow, functions: ReadonlyMap<string, FunctionRow>): FunctionRow[] {
  return chain.functions.flatMap((key) => functions.get(key) ?? []);
}
