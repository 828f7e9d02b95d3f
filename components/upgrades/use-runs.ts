'use client';
import { useEffect, useMemo, useState } from 'react';
import { useRow, useRows } from '#lib/client/use-topic.ts';
import type { ChainRunView } from '#lib/contracts/chain-run.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import type { RunRow } from '#lib/domain/run/run-row.ts';

interface Runs {
  loaded: boolean;
  /** Newest first. */
  runs: RunRow[];
  chains: ChainRunView[];
}

const byNewest = (a: { startedAt: string }, b: { startedAt: string }): number =>
  Date.parse(b.startedAt) - Date.parse(a.startedAt);

/** Every run under way, and the last that ended, live. */
export function useRuns(): Runs {
  const runs = useRows('runs');
  const chains = useRows('chain-runs');
  return useMemo(
    () => ({
      loaded: runs.loaded && chains.loaded,
      runs: runs.list.toSorted(byNewest),
      chains: chains.list.toSorted(byNewest),
    }),
    [runs, chains],
  );
}

/** A run that was just begun is known a moment later; milliseconds. */
const patienceMs = 3_000;

/** One run, or a chain's run of runs, live; `loaded` without one means that there is none. */
export function useRun(id: string): { loaded: boolean; run: RunView | ChainRunView | null } {
  const { loaded, row } = useRow(`run:${id}`);
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return { loaded: loaded && (row !== null || !patient), run: row };
}

export const isChainRun = (run: RunView | ChainRunView): run is ChainRunView => 'members' in run;
