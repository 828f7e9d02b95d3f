'use client';
import useSWR from 'swr';
import { fetchJson } from '#lib/client/fetcher.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import type { ChainRunView } from '#lib/contracts/upgrades.ts';

/** Milliseconds between two looks: a run tells its story in seconds. */
const activeMs = 1_000;
const idleMs = 5_000;

export interface RunsAnswer {
  items: RunView[];
  chains: ChainRunView[];
}

const moving = (run: { endedAt: string | null }): boolean => run.endedAt === null;

/** Runs, newest first; of one function where it is named. */
export function useRuns(of?: { namespace: string; kind: string; name: string }) {
  const query = of
    ? `?${new URLSearchParams({ namespace: of.namespace, kind: of.kind, name: of.name })}`
    : '';
  return useSWR<RunsAnswer, unknown>(`/api/v1/upgrades${query}`, fetchJson, {
    refreshInterval: (latest) =>
      latest && [...latest.items, ...latest.chains].some(moving) ? activeMs * 2 : idleMs,
  });
}

/** One run, or a chain's run of runs. */
export function useRun(id: string) {
  return useSWR<RunView | ChainRunView, unknown>(`/api/v1/upgrades/${encodeURIComponent(id)}`, fetchJson, {
    refreshInterval: (latest) => (latest === undefined || moving(latest) ? activeMs : 0),
  });
}

export const isChainRun = (run: RunView | ChainRunView): run is ChainRunView => 'members' in run;
