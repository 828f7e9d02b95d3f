import type { ChainRunView } from '#lib/contracts/chain-run.ts';
import type { RunView } from '#lib/contracts/runs.ts';
import type { WorkloadKind } from '#lib/domain/kubernetes.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { type ChainReport, chainReport, chainReportText } from '#lib/domain/run/chain-report.ts';
import type { ChainRun } from '#lib/domain/run/chain-run.ts';
import { type RunReport, reportText, runReport } from '#lib/domain/run/report.ts';
import { isEnded } from '#lib/domain/run/run.ts';
import type { Call } from '#lib/http/handle.ts';
import { running } from '#lib/live/running.ts';
import { type KnownChain, watchedChains } from './chain-store.ts';
import { chainViewOf } from './chain-views.ts';
import { type KnownRun, watchedRuns } from './run-store.ts';
import { runViewOf } from './run-views.ts';
import { type Viewer, viewerOf } from './viewer.ts';

type ListQuery = {
  namespace?: string | undefined;
  kind?: WorkloadKind | undefined;
  name?: string | undefined;
  active?: 'true' | 'false' | undefined;
};

/** Runs as they are recorded, of the functions that the caller may see. */
export async function listUpgrades({ query, request }: Call<unknown, ListQuery>) {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const now = new Date();
  const items = (await watchedRuns())
    .filter(({ run }) => viewer.value.sees(run.target.kind, run.target.namespace))
    .filter(({ run }) => query.namespace === undefined || run.target.namespace === query.namespace)
    .filter(({ run }) => query.kind === undefined || run.target.kind === query.kind)
    .filter(({ run }) => query.name === undefined || run.target.name === query.name)
    .filter(({ run }) => query.active === undefined || isEnded(run) === (query.active === 'false'))
    .map((known) => runViewOf(known, now));
  const named = query.name === undefined && query.kind === undefined;
  const chains = named
    ? (await shownChains(viewer.value, now)).filter(
        (run) =>
          (query.namespace === undefined || run.namespace === query.namespace) &&
          (query.active === undefined || (run.endedAt === null) === (query.active === 'true')),
      )
    : [];
  return ok({ items, chains, freshness: running().hub.freshness() });
}

/** `c`, and no place in another. */
export const isChainId = (id: string): boolean => /^c[a-f0-9]+$/.test(id);

async function shownChains(viewer: Viewer, now: Date): Promise<ChainRunView[]> {
  const known = (await watchedChains()).filter(({ run }) => seesChain(viewer, run));
  const runs = new Map((await watchedRuns()).map((one) => [one.run.id, runViewOf(one, now)]));
  return known.map((one) => chainViewOf(one, runs, now));
}

/** Who may not see one of its functions is not told of the others by it. */
const seesChain = ({ sees }: Viewer, { namespace, members }: ChainRun): boolean =>
  members.every(({ kind }) => sees(kind, namespace));

/** A chain's run by its id, where the caller may see its functions. */
export async function findChain(request: Request, id: string): Promise<Result<KnownChain>> {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const known = (await watchedChains()).find(({ run }) => run.id === id);
  if (known === undefined || !seesChain(viewer.value, known.run))
    return fail('not-found', `There is no run ${id}.`);
  return ok(known);
}

/** One run by its id, where the caller may see its function. */
export async function findRun(request: Request, id: string): Promise<Result<KnownRun>> {
  const viewer = await viewerOf(request);
  if (!viewer.ok) return viewer;
  const known = (await watchedRuns()).find(({ run }) => run.id === id);
  if (known === undefined || !viewer.value.sees(known.run.target.kind, known.run.target.namespace))
    return fail('not-found', `There is no run ${id}.`);
  return ok(known);
}

export async function getUpgrade({
  params,
  request,
}: Call<{ id: string }, unknown>): Promise<Result<RunView | ChainRunView>> {
  if (isChainId(params.id)) {
    const viewer = await viewerOf(request);
    if (!viewer.ok) return viewer;
    const found = (await shownChains(viewer.value, new Date())).find(({ id }) => id === params.id);
    return found ? ok(found) : fail('not-found', `There is no run ${params.id}.`);
  }
  const known = await findRun(request, params.id);
  return known.ok ? ok(runViewOf(known.value, new Date())) : known;
}

async function findChainReport(request: Request, id: string): Promise<Result<ChainReport>> {
  const known = await findChain(request, id);
  if (!known.ok) return known;
  const runs = new Map((await watchedRuns()).map(({ run }) => [run.id, run]));
  return ok(
    chainReport(known.value.run, (part) => {
      const run = runs.get(part);
      return run === undefined ? null : runReport(run);
    }),
  );
}

export async function readReport({
  params,
  request,
}: Call<{ id: string }, unknown>): Promise<Result<RunReport | ChainReport>> {
  if (isChainId(params.id)) return findChainReport(request, params.id);
  const known = await findRun(request, params.id);
  return known.ok ? ok(runReport(known.value.run)) : known;
}

/** The report as Markdown, to keep with a change record. */
export async function readReportText({
  params,
  request,
}: Call<{ id: string }, unknown>): Promise<Result<Response>> {
  const text = await findReportText(request, params.id);
  if (!text.ok) return text;
  const headers = {
    'content-type': 'text/markdown; charset=utf-8',
    'cache-control': 'no-store',
    'content-disposition': `attachment; filename="${params.id}.md"`,
  };
  return ok(new Response(text.value, { headers }));
}

async function findReportText(request: Request, id: string): Promise<Result<string>> {
  if (isChainId(id)) {
    const report = await findChainReport(request, id);
    return report.ok ? ok(chainReportText(report.value)) : report;
  }
  const known = await findRun(request, id);
  return known.ok ? ok(reportText(runReport(known.value.run))) : known;
}
