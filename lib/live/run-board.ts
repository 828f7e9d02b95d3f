import type { ChainRunView } from '#lib/contracts/chain-run.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import { type Sight, sees } from '#lib/domain/cluster/sight.ts';
import { type RunBrief, runBrief } from '#lib/domain/run/run-row.ts';
import { functionKey } from './world.ts';

/** The runs that are recorded, as this process shows them, the newest first. */
export interface RunBoard {
  runs: readonly RunView[];
  chains: readonly ChainRunView[];
}

export const noRuns: RunBoard = { runs: [], chains: [] };

/** What somebody may see: runs of workloads that he may list, and those of chains of which he may list every member. */
export function boardSeen({ runs, chains }: RunBoard, sight: Sight): RunBoard {
  return {
    runs: runs.filter(({ target }) => sees(sight, target.kind, target.namespace)),
    chains: chains.filter(({ members }) =>
      members.every(({ kind, namespace }) => sees(sight, kind, namespace)),
    ),
  };
}

/** By function, the run that is under way; one that a console vouches for before any other. */
export function underWayOf({ runs }: RunBoard): Map<string, RunBrief> {
  const found = new Map<string, RunBrief>();
  for (const run of runs) {
    if (run.endedAt !== null) continue;
    const key = functionKey(run.target);
    const known = found.get(key);
    if (known === undefined || (known.hold === 'record' && run.hold?.code !== 'record'))
      found.set(key, runBrief(run));
  }
  return found;
}
