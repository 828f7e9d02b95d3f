import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GET as getAction } from '#app/api/v1/actions/[id]/route.ts';
import { GET as listAlerts } from '#app/api/v1/alerts/route.ts';
import { GET as listAudit } from '#app/api/v1/audit/route.ts';
import { POST as unfreeze } from '#app/api/v1/freezes/lift/route.ts';
import { PUT as freeze, GET as listFreezes } from '#app/api/v1/freezes/route.ts';
import { POST as acknowledge } from '#app/api/v1/functions/[namespace]/[kind]/[name]/acknowledge/route.ts';
import { POST as setBounds } from '#app/api/v1/functions/[namespace]/[kind]/[name]/autoscaler/route.ts';
import { POST as pause } from '#app/api/v1/functions/[namespace]/[kind]/[name]/pause/route.ts';
import { POST as preview } from '#app/api/v1/functions/[namespace]/[kind]/[name]/preview/route.ts';
import { POST as restart } from '#app/api/v1/functions/[namespace]/[kind]/[name]/restart/route.ts';
import { POST as resume } from '#app/api/v1/functions/[namespace]/[kind]/[name]/resume/route.ts';
import { POST as rollback } from '#app/api/v1/functions/[namespace]/[kind]/[name]/rollback/route.ts';
import { POST as scale } from '#app/api/v1/functions/[namespace]/[kind]/[name]/scale/route.ts';
import { POST as unacknowledge } from '#app/api/v1/functions/[namespace]/[kind]/[name]/unacknowledge/route.ts';
import { POST as evict } from '#app/api/v1/pods/[namespace]/[name]/evict/route.ts';
import { POST as previewStart } from '#app/api/v1/start-frr/preview/route.ts';
import { POST as startFrr } from '#app/api/v1/start-frr/route.ts';
import { eventually } from '#e2e/contract/eventually.ts';
import { type Running, startRunning } from '#lib/live/running.ts';

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

const onFunction = '/api/v1/functions/(?<namespace>[^/]+)/(?<kind>[^/]+)/(?<name>[^/]+)';
const routes: [method: string, path: string, handler: Handler][] = [
  ['POST', `${onFunction}/scale`, scale],
  ['POST', `${onFunction}/restart`, restart],
  ['POST', `${onFunction}/rollback`, rollback],
  ['POST', `${onFunction}/pause`, pause],
  ['POST', `${onFunction}/resume`, resume],
  ['POST', `${onFunction}/autoscaler`, setBounds],
  ['POST', `${onFunction}/preview`, preview],
  ['POST', `${onFunction}/acknowledge`, acknowledge],
  ['POST', `${onFunction}/unacknowledge`, unacknowledge],
  ['GET', '/api/v1/alerts', listAlerts],
  ['POST', '/api/v1/pods/(?<namespace>[^/]+)/(?<name>[^/]+)/evict', evict],
  ['GET', '/api/v1/actions/(?<id>[^/]+)', getAction],
  ['GET', '/api/v1/audit', listAudit],
  ['GET', '/api/v1/freezes', listFreezes],
  ['PUT', '/api/v1/freezes', freeze],
  ['POST', '/api/v1/freezes/lift', unfreeze],
  ['POST', '/api/v1/start-frr/preview', previewStart],
  ['POST', '/api/v1/start-frr', startFrr],
];

/** What the API answers, as far as the tests look at it. */
export interface Answer<Body = Record<string, unknown>> {
  status: number;
  body: Body;
}

/** The console's route handlers, acting as one user of a cluster. */
export interface ActingConsole {
  running: Running;
  send<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>>;
  stop(): Promise<void>;
}

/** Starts the reading half as the user of a context, and waits until it is live. One at a time: there is one instance. */
export async function actingConsole(kubeconfig: string, context?: string): Promise<ActingConsole> {
  const folder = mkdtempSync(join(tmpdir(), 'cnf-acting-'));
  const file = join(folder, 'kubeconfig');
  writeFileSync(file, kubeconfig, { mode: 0o600 });
  const started = await startRunning({ kubeconfig: file, context });
  if (!started.ok) throw new Error(started.fault.detail);
  const running = started.value;
  await eventually('live data', async () => (running.hub.ready ? true : undefined), 60);
  return {
    running,
    async send<Body>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const url = new URL(path, 'http://localhost');
      for (const [wanted, pattern, handler] of routes) {
        const match = new RegExp(`^${pattern}$`).exec(url.pathname);
        if (wanted !== method || match === null) continue;
        const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
        const params = Promise.resolve({ ...match.groups });
        const response = await handler(new Request(url, init), { params });
        return { status: response.status, body: (await response.json()) as Body };
      }
      throw new Error(`there is no route ${method} ${path}`);
    },
    async stop() {
      await running.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
