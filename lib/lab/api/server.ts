import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { authenticate, type Users } from './authenticate.ts';
import type { Certificate } from './certificate.ts';
import { serveExec } from './exec.ts';
import { Faults } from './faults.ts';
import type { ExecHook, LabUser, LogHook } from './hooks.ts';
import type { Lab } from './lab-context.ts';
import { Lists } from './list.ts';
import { requireAllowed } from './rbac.ts';
import { replyJson, replyText, toStatus } from './reply.ts';
import { parseResourcePath, type ResourcePath, requestVerb } from './request-path.ts';
import { findResource, type Resource } from './resources.ts';
import { serveDocument, servePublicPath } from './serve-path.ts';
import { serveResource } from './serve-resource.ts';
import { StatusError } from './status-error.ts';
import type { Store } from './store.ts';

export interface LabServerOptions {
  store: Store;
  /** Bearer token → user. A user in system:masters may do everything. */
  users: Users;
  exec?: ExecHook;
  logs?: LogHook;
  faults?: Faults;
  /** How often a watch that allows bookmarks gets one; Kubernetes sends about one a minute. */
  bookmarkSeconds?: number;
  /** Serve HTTPS. kubectl sends tokens only then. */
  tls?: Certificate;
  /** Who a request without a token is; without this, it is refused with 401. */
  anonymous?: LabUser;
}

interface Target {
  path: ResourcePath;
  resource: Resource;
  verb: string;
}

/** A Kubernetes API server for the objects of a store, over HTTP or HTTPS. It is not listening yet. */
export function createLabServer(options: LabServerOptions): Server {
  const lab: Lab = {
    store: options.store,
    users: options.users,
    anonymous: options.anonymous,
    faults: options.faults ?? new Faults(),
    lists: new Lists(options.store),
    exec: options.exec,
    logs: options.logs,
    bookmarkSeconds: options.bookmarkSeconds ?? 60,
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    serve(lab, request, response).catch((error: unknown) => fail(request, response, error));
  };
  const keepAliveTimeout = 60_000;
  const server: Server = options.tls
    ? createTlsServer({ keepAliveTimeout, ...options.tls }, listener)
    : createServer({ keepAliveTimeout }, listener);
  server.on('connection', (socket) => {
    if (lab.faults.refuse) socket.destroy();
  });
  server.on('upgrade', (request, socket, head) => {
    upgrade(lab, request, socket, head).catch((error: unknown) => failUpgrade(socket, error));
  });
  return server;
}

async function serve(lab: Lab, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!(await passFaults(lab.faults, request))) return;
  if (lab.faults.unavailable) {
    throw new StatusError(503, 'ServiceUnavailable', 'the server is currently unable to handle the request');
  }
  const url = new URL(request.url ?? '/', 'http://lab');
  if (servePublicPath(request, response, url.pathname)) return;
  const user = authenticate(request, lab);
  const target = findTarget(request, url);
  if (target === undefined) {
    if (!serveDocument(request, response, url.pathname)) replyText(response, 404, '404 page not found\n');
    return;
  }
  allow(lab, user, target, url.searchParams);
  const { path, resource, verb } = target;
  await serveResource({ lab, request, response, query: url.searchParams, user, resource, path }, verb);
}

/** Resets, or waits, as the faults say; false when the request is not to be answered. */
async function passFaults(faults: Faults, request: IncomingMessage): Promise<boolean> {
  if (faults.refuse) {
    request.socket.destroy();
    return false;
  }
  await new Promise<void>((resolve) => faults.onceResumed(resolve));
  if (faults.latencyMilliseconds > 0) await delay(faults.latencyMilliseconds);
  return true;
}

function findTarget(request: IncomingMessage, url: URL): Target | undefined {
  const path = parseResourcePath(url.pathname);
  const resource = path && findResource(path.group, path.version, path.plural);
  if (path === undefined || resource === undefined) return undefined;
  if (!resource.namespaced && path.namespace !== undefined) return undefined;
  if (resource.namespaced && path.name !== undefined && path.namespace === undefined) return undefined;
  if (path.subresource !== undefined && !resource.subresources.includes(path.subresource)) return undefined;
  const isWatch = ['true', '1'].includes(url.searchParams.get('watch') ?? '');
  return { path, resource, verb: requestVerb(request.method ?? 'GET', path, isWatch) };
}

function allow(lab: Lab, user: LabUser, { path, resource, verb }: Target, query: URLSearchParams): void {
  // A namespace is judged as if the request were inside it, as apiserver's RequestInfo has it.
  const isNamespace = resource.group === '' && resource.plural === 'namespaces';
  requireAllowed(lab.store, user, {
    verb,
    group: resource.group,
    resource: path.subresource === undefined ? path.plural : `${path.plural}/${path.subresource}`,
    // A list or watch of one name is judged as that name.
    name: path.name ?? /^metadata\.name==?([^,=]+)$/.exec(query.get('fieldSelector') ?? '')?.[1],
    namespace: isNamespace ? path.name : path.namespace,
  });
}

async function upgrade(lab: Lab, request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
  socket.on('error', () => socket.destroy());
  if (!(await passFaults(lab.faults, request))) return;
  const url = new URL(request.url ?? '/', 'http://lab');
  const user = authenticate(request, lab);
  const target = findTarget(request, url);
  if (target === undefined || target.path.subresource !== 'exec') {
    throw new StatusError(404, 'NotFound', 'the server could not find the requested resource');
  }
  allow(lab, user, target, url.searchParams);
  serveExec(lab, request, socket, head, target.path, url.searchParams, user);
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  request.resume();
  const status = toStatus(error);
  if (status.code === 429) response.setHeader('retry-after', '10');
  void replyJson(request, response, status.code, JSON.stringify(status));
}

function failUpgrade(socket: Duplex, error: unknown): void {
  const status = toStatus(error);
  const body = JSON.stringify(status);
  socket.end(
    `HTTP/1.1 ${status.code} ${status.reason ?? ''}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
