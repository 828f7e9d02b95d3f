import type { FunctionRow } from '#lib/domain/workload/function-view.ts';
import type { WireNetwork } from '../function/function-networks.ts';
import { functionKey } from '../function/paths.ts';

/** A secondary network of a chain. */
export interface Rail {
  network: WireNetwork;
  /** Which functions are on it, by position. */
  on: boolean[];
}

/** The secondary networks that the functions are on, by name. */
export function railsOf(
  functions: readonly FunctionRow[],
  networks: ReadonlyMap<string, ReadonlyMap<string, WireNetwork>>,
): Rail[] {
  const all = new Map<string, WireNetwork>();
  for (const one of functions) {
    for (const network of networks.get(functionKey(one))?.values() ?? []) all.set(network.name, network);
  }
  return [...all.values()]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((network) => ({
      network,
      on: functions.map((one) => networks.get(functionKey(one))?.has(network.name) ?? false),
    }));
}
