import { createServer } from 'node:http';
import { POST as startChain } from '#app/api/v1/chains/[name]/upgrades/route.ts';
import { GET as drift } from '#app/api/v1/configs/[namespace]/[name]/drift/route.ts';
import { POST as restore } from '#app/api/v1/configs/[namespace]/[name]/restore/route.ts';
import { GET as planRollout, POST as rollOut } from '#app/api/v1/configs/[namespace]/[name]/rollout/route.ts';
import { PUT as applyConfig, GET as config } from '#app/api/v1/configs/[namespace]/[name]/route.ts';
import { POST as startLifecycle } from '#app/api/v1/functions/[namespace]/[kind]/[name]/lifecycle/route.ts';
import { POST as plan } from '#app/api/v1/functions/[namespace]/[kind]/[name]/upgrades/plan/route.ts';
import { POST as start } from '#app/api/v1/functions/[namespace]/[kind]/[name]/upgrades/route.ts';
import { POST as abort } from '#app/api/v1/upgrades/[id]/abort/route.ts';
import { POST as pause } from '#app/api/v1/upgrades/[id]/pause/route.ts';
import { GET as report } from '#app/api/v1/upgrades/[id]/report/route.ts';
import { GET as reportText } from '#app/api/v1/upgrades/[id]/report.md/route.ts';
import { POST as resume } from '#app/api/v1/upgrades/[id]/resume/route.ts';
import { POST as rollback } from '#app/api/v1/upgrades/[id]/rollback/route.ts';
import { GET as get } from '#app/api/v1/upgrades/[id]/route.ts';
import { GET as list } from '#app/api/v1/upgrades/route.ts';
import { startRunning } from '#lib/live/running.ts';
import { readSettings } from '#lib/server/settings.ts';
import { setDrainHooks } from '#lib/services/drain-hooks.ts';
import { startRuns } from '#lib/services/run-engine.ts';

/** One replica of the console without its pages, so that it can be killed and started again in a second. */
type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

const functionPath = '/api/v1/functions/(?<namespace>[^/]+)/(?<kind>[^/]+)/(?<name>[^/]+)';
const configPath = '/api/v1/configs/(?<namespace>[^/]+)/(?<name>[^/]+)';
const byId = '/api/v1/upgrades/(?<id>[^/]+)';
const routes: [method: string, path: string, handler: Handler][] = [
  ['POST', `${functionPath}/upgrades`, start],
  ['POST', `${functionPath}/upgrades/plan`, plan],
  ['POST', `${functionPath}/lifecycle`, startLifecycle],
  ['POST', '/api/v1/chains/(?<name>[^/]+)/upgrades', startChain],
  ['GET', configPath, config],
  ['PUT', configPath, applyConfig],
  ['GET', `${configPath}/drift`, drift],
  ['POST', `${configPath}/restore`, restore],
  ['GET', `${configPath}/rollout`, planRollout],
  ['POST', `${configPath}/rollout`, rollOut],
  ['GET', '/api/v1/upgrades', list],
  ['GET', byId, get],
  ['POST', `${byId}/pause`, pause],
  ['POST', `${byId}/resume`, resume],
  ['POST', `${byId}/abort`, abort],
  ['POST', `${byId}/rollback`, rollback],
  ['GET', `${byId}/report`, report],
  ['GET', `${byId}/report.md`, reportText],
];

const { CNF_CONFIG, CNF_NAMESPACES, KUBECONFIG } = process.env;
const settings = readSettings({ CNF_CONFIG, CNF_NAMESPACES });
if (!settings.ok) throw new Error(settings.fault.detail);
const { namespaces } = settings.value;
const started = await startRunning({ kubeconfig: KUBECONFIG, namespaces });
if (!started.ok) throw new Error(started.fault.detail);
setDrainHooks(settings.value.drains);
startRuns({
  leaseSeconds: Number(process.env.LEASE_SECONDS ?? 3),
  passMs: Number(process.env.PASS_MS ?? 300),
});

const server = createServer(async (incoming, outgoing) => {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const url = new URL(incoming.url ?? '/', 'http://localhost');
  const method = incoming.method ?? 'GET';
  if (url.pathname === '/readyz') {
    outgoing.writeHead(started.value.hub.ready ? 200 : 503).end();
    return;
  }
  for (const [wanted, pattern, handler] of routes) {
    const match = new RegExp(`^${pattern}$`).exec(url.pathname);
    if (wanted !== method || match === null) continue;
    const headers = new Headers();
    const key = incoming.headers['idempotency-key'];
    if (typeof key === 'string') headers.set('idempotency-key', key);
    const body = method === 'GET' ? {} : { body: Buffer.concat(parts) };
    const answer = await handler(new Request(url, { method, headers, ...body }), {
      params: Promise.resolve({ ...match.groups }),
    });
    outgoing.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
    outgoing.end(await answer.text());
    return;
  }
  outgoing.writeHead(404).end();
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(
    `executor http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}\n`,
  );
});
