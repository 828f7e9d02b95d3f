import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import next from 'next';
import { securely } from '#lib/auth/session-cookie.ts';
import { shareSignOuts } from '#lib/auth/share-sign-outs.ts';
import { startSignIn, stopSignIn } from '#lib/auth/sign-in-state.ts';
import { wallTopics } from '#lib/domain/display/display-link.ts';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import type { Running } from '#lib/live/running.ts';
import { answerProblem } from './answer-problem.ts';
import { answerStream, wantsStream } from './event-stream.ts';
import { displayLooks, userLooks } from './follow-view.ts';
import { admit } from './gate.ts';
import { isLoopback } from './loopback.ts';
import { refusal, secure } from './security.ts';
import type { Settings } from './settings.ts';
import { endWithSession } from './stream-end.ts';

export interface Serving {
  /** As a browser opens it: `http://localhost:3000`. */
  url: string;
  close(): Promise<void>;
}

/** Bounds of a request before anything reads it. Four cookies of a large credential are 16 kB of headers. */
const bounds = {
  maxHeaderSize: 32_768,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
};

/** Listens first, so that a port in use is said at once, then lets Next.js answer. */
export async function serve(
  settings: Settings,
  options: { dev: boolean; running: Pick<Running, 'hub' | 'connection'> },
): Promise<Result<Serving>> {
  const server = createServer(bounds);
  const listening = await listen(server, settings);
  if (!listening.ok) return listening;
  const { port } = listening.value;
  const { connection } = options.running;
  const signIn = startSignIn(settings.signIn, connection);
  const shared = await shareSignOuts(signIn);
  if (!shared.ok) {
    server.close();
    stopSignIn(signIn);
    return shared;
  }
  const app = next({ dev: options.dev, hostname: settings.host, port, httpServer: server });
  const answer = app.getRequestHandler();
  const { publicUrl } = settings.signIn;
  const served = { publicUrl, loopback: isLoopback(settings.host) };
  const headers = { dev: options.dev, https: securely(settings.signIn) };

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = normalPath(request);
    secure(request, response, headers);
    if (path === null)
      return answerProblem(response, fail('malformed', 'The address cannot be read.').fault, '/');
    const refused = refusal(request, path, served);
    if (refused) return answerProblem(response, fail('forbidden', refused).fault, path);
    const admitted = await admit(signIn, request, response, path, Date.now(), options.running.hub);
    if (!admitted || response.destroyed) return;
    if (!wantsStream(request)) return answer(request, response);
    const { signedIn, display } = admitted;
    if (signedIn) endWithSession(response, signedIn);
    return display
      ? answerStream(request, response, displayLooks(signIn, options.running.hub, display.token), wallTopics)
      : answerStream(
          request,
          response,
          userLooks(signedIn?.caller.connection ?? connection, options.running),
          null,
        );
  }
  server.on('request', (request, response) => {
    receive(request, response).catch((error: unknown) => {
      process.stderr.write(`${request.method} ${request.url?.split('?')[0]}: ${String(error)}\n`);
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
      stopSignIn(signIn);
    },
  });
}

/**
 * The path that is judged; null for what is no address. The request then has the same in its normal form, so that what is let in is
 * what routes are chosen by: `/sign-in/../api` is one thing for all.
 */
function normalPath(request: IncomingMessage): string | null {
  const { url = '/' } = request;
  // `//host/path` would be read as an address of another host.
  if (!/^\/(?![/\\])/.test(url) || !URL.canParse(url, 'http://localhost')) return null;
  const { pathname, search } = new URL(url, 'http://localhost');
  if (pathname.startsWith('//')) return null;
  request.url = pathname + search;
  return pathname;
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
