import { createServer, type Server } from 'node:http';
import next from 'next';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { problemOf } from '#lib/http/problem.ts';
import type { Hub } from '#lib/live/hub.ts';
import { answerStream, wantsStream } from './event-stream.ts';
import { refusal, secure } from './security.ts';
import type { Settings } from './settings.ts';

export interface Serving {
  /** As a browser opens it: `http://localhost:3000`. */
  url: string;
  close(): Promise<void>;
}

/** Listens first, so that a port in use is said at once, then lets Next.js answer. */
export async function serve(
  settings: Settings,
  options: { dev: boolean; hub: Hub },
): Promise<Result<Serving>> {
  const server = createServer();
  const listening = await listen(server, settings);
  if (!listening.ok) return listening;
  const { port } = listening.value;
  const app = next({ dev: options.dev, hostname: settings.host, port, httpServer: server });
  const answer = app.getRequestHandler();
  server.on('request', (request, response) => {
    secure(request, response, options.dev);
    const refused = refusal(request);
    if (refused) {
      response.writeHead(403, { 'content-type': 'application/problem+json' });
      const fault = fail('forbidden', refused).fault;
      response.end(JSON.stringify(problemOf(fault, request.url ?? '/')));
      return;
    }
    if (wantsStream(request)) return answerStream(request, response, options.hub);
    answer(request, response).catch((error: unknown) => {
      process.stderr.write(`${request.method} ${request.url}: ${String(error)}\n`);
      response.destroy();
    });
  });
  await app.prepare();
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  return ok({
    url: `http://${host}:${port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await app.close();
    },
  });
}

function listen(server: Server, { host, port }: Settings): Promise<Result<{ port: number }>> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why: Record<string, string> = {
        EADDRINUSE: `Port ${port} is in use: stop what listens there, or choose another with PORT=${port + 1}.`,
        EACCES: `Port ${port} needs more rights: choose one from 1024 with PORT=3000.`,
        EADDRNOTAVAIL: `HOST=${host} is not an address of this machine.`,
      };
      resolve(
        fail('refused', why[error.code ?? ''] ?? `Cannot listen on ${host}:${port}: ${error.message}.`),
      );
    });
    server.listen({ host, port }, () => {
      const address = server.address();
      resolve(ok({ port: typeof address === 'object' && address ? address.port : port }));
    });
  });
}
