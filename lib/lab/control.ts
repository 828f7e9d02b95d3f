import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Faults } from './api/faults.ts';
import type { Cluster } from './sim/cluster.ts';
import { loadScenario, ScenarioError, scenarioNames } from './sim/load-scenario.ts';

const scenarioRequest = z.strictObject({ name: z.string() });

/** What can be switched on in a running lab, besides the faults of `Faults`. */
const faultsRequest = z.strictObject({
  refuse: z.boolean().optional(),
  unavailable: z.boolean().optional(),
  hang: z.boolean().optional(),
  latencyMilliseconds: z.number().nonnegative().optional(),
  deniedTokens: z.array(z.string()).optional(),
  dropWatches: z.literal(true).optional(),
  expireWatches: z.literal(true).optional(),
  muteWatches: z.literal(true).optional(),
  /** Forgets the past, as an etcd compaction does. */
  compact: z.literal(true).optional(),
  /** Changes of pods per second; null for what the scenario says. */
  churnPerSecond: z.number().nonnegative().max(10_000).nullable().optional(),
});

/** Answers the lab's own paths under /lab/, which no Kubernetes has. False for any other path. */
export async function serveControl(
  cluster: Cluster,
  faults: Faults,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = new URL(request.url ?? '/', 'http://lab').pathname;
  if (!path.startsWith('/lab/')) return false;
  const route = `${request.method} ${path}`;
  try {
    if (route === 'GET /lab/scenarios') {
      const items = scenarioNames().map((name) => {
        const { title, description } = loadScenario(name);
        return { name, title, description };
      });
      reply(response, 200, { current: cluster.scenarioName, items });
    } else if (route === 'GET /lab/scenario') reply(response, 200, { name: cluster.scenarioName });
    else if (route === 'PUT /lab/scenario') {
      const { name } = scenarioRequest.parse(await body(request));
      const scenario = loadScenario(name);
      // Who watches lists anew, and sees another cluster rather than the days in which it became what it is.
      faults.expireWatches();
      cluster.run(name, scenario);
      reply(response, 200, { name: cluster.scenarioName });
    } else if (route === 'GET /lab/faults') reply(response, 200, state(cluster, faults));
    else if (route === 'PUT /lab/faults') {
      setFaults(cluster, faults, faultsRequest.parse(await body(request)));
      reply(response, 200, state(cluster, faults));
    } else reply(response, 404, { message: `the lab has no ${route}` });
  } catch (error) {
    const known =
      error instanceof ScenarioError || error instanceof z.ZodError || error instanceof SyntaxError;
    const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    reply(response, known ? 400 : 500, { message });
  }
  return true;
}

function setFaults(cluster: Cluster, faults: Faults, wanted: z.infer<typeof faultsRequest>): void {
  faults.refuse = wanted.refuse ?? faults.refuse;
  faults.unavailable = wanted.unavailable ?? faults.unavailable;
  faults.hang = wanted.hang ?? faults.hang;
  faults.latencyMilliseconds = wanted.latencyMilliseconds ?? faults.latencyMilliseconds;
  if (wanted.deniedTokens !== undefined) {
    faults.deniedTokens.clear();
    for (const token of wanted.deniedTokens) faults.deniedTokens.add(token);
  }
  if (wanted.dropWatches) faults.dropWatches();
  if (wanted.expireWatches) faults.expireWatches();
  if (wanted.muteWatches) faults.muteWatches();
  if (wanted.compact) cluster.store.compact();
  if (wanted.churnPerSecond !== undefined) cluster.churn = wanted.churnPerSecond ?? undefined;
}

function state(cluster: Cluster, faults: Faults) {
  const { refuse, unavailable, hang, latencyMilliseconds, openWatches } = faults;
  const deniedTokens = [...faults.deniedTokens];
  return {
    refuse,
    unavailable,
    hang,
    latencyMilliseconds,
    deniedTokens,
    openWatches,
    churnPerSecond: cluster.churn ?? null,
  };
}

function reply(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(value)}\n`);
}

async function body(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > 100_000) throw new SyntaxError('the body is too long');
  }
  return JSON.parse(text);
}
