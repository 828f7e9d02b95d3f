import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubeConfig } from '@kubernetes/client-node';
import { type Connection, connect } from '../connection.ts';

interface FakeObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace: string;
    uid: string;
    resourceVersion: string;
    creationTimestamp: string;
  };
  spec: { containers: { name: string; image: string }[] };
  status: { phase: string };
}

interface Past {
  rv: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: FakeObject;
}

/** As much of an API server as a reflector of pods sees, with every way in which it can misbehave. */
export class FakeApiServer {
  rv = 100;
  readonly objects = new Map<string, FakeObject>();
  readonly requests: string[] = [];
  readonly watches = new Set<ServerResponse>();
  /** Answers the list or watch of a path with a status; the message is told. */
  readonly refusals = new Map<string, { code: number; message: string }>();
  /** Requests are taken and never answered. */
  hang = false;
  /** Continue tokens that are answered with 410, from now on. */
  expiredTokens = 0;
  /** Histories before this are answered with 410. */
  compactedTo = 0;
  private past: Past[] = [];
  private uids = 0;
  private readonly server = createServer((request, response) => this.answer(request, response));

  async start(): Promise<Connection> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const { port } = this.server.address() as AddressInfo;
    const config = new KubeConfig();
    const server = `http://127.0.0.1:${port}`;
    config.loadFromClusterAndUser({ name: 'fake', server, skipTLSVerify: true }, { name: 'tester' });
    const info = { name: 'fake', server, namespace: 'default', files: [] };
    return connect({ config, info }, { env: {}, kubeconfig: '/nonexistent' });
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  put(namespace: string, name: string, image: string): void {
    const key = `${namespace}/${name}`;
    const known = this.objects.get(key);
    const object: FakeObject = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name,
        namespace,
        uid: known?.metadata.uid ?? `uid-${++this.uids}`,
        resourceVersion: String(++this.rv),
        creationTimestamp: '2026-01-01T00:00:00Z',
      },
      spec: { containers: [{ name: 'main', image }] },
      status: { phase: 'Running' },
    };
    this.objects.set(key, object);
    this.tell({ rv: this.rv, type: known === undefined ? 'ADDED' : 'MODIFIED', object });
  }

  remove(namespace: string, name: string): void {
    const key = `${namespace}/${name}`;
    const known = this.objects.get(key);
    if (known === undefined) return;
    this.objects.delete(key);
    const metadata = { ...known.metadata, resourceVersion: String(++this.rv) };
    this.tell({ rv: this.rv, type: 'DELETED', object: { ...known, metadata } });
  }

  /** Ends all watches without an error, or resets their connections. */
  endWatches(how: 'politely' | 'abruptly'): void {
    for (const watch of this.watches) {
      if (how === 'politely') watch.end();
      else watch.destroy();
    }
    this.watches.clear();
  }

  /** Forgets the history, and tells open watches so. */
  compact(): void {
    this.compactedTo = ++this.rv;
    this.past = [];
    const status = { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' };
    for (const watch of this.watches) watch.end(`${JSON.stringify({ type: 'ERROR', object: status })}\n`);
    this.watches.clear();
  }

  private tell(entry: Past): void {
    this.past.push(entry);
    for (const watch of this.watches) watch.write(line(entry));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://fake');
    this.requests.push(`${url.pathname}${url.search}`);
    if (this.hang) return;
    const refusal = this.refusals.get(url.pathname);
    if (refusal !== undefined) reply(response, refusal.code, { kind: 'Status', ...refusal });
    else if (url.searchParams.get('watch') === 'true') this.watch(url, response);
    else this.list(url, response);
  }

  private list(url: URL, response: ServerResponse): void {
    const namespace = /^\/api\/v1\/namespaces\/([^/]+)\//.exec(url.pathname)?.[1];
    const all = [...this.objects.values()].filter(
      (object) => namespace === undefined || object.metadata.namespace === namespace,
    );
    const limit = Number(url.searchParams.get('limit') ?? '0') || all.length + 1;
    const token = url.searchParams.get('continue');
    if (token !== null && this.expiredTokens > 0) {
      this.expiredTokens--;
      reply(response, 410, { kind: 'Status', code: 410, message: 'the continue token is too old' });
      return;
    }
    const start = Number(token ?? '0');
    const next = start + limit < all.length ? String(start + limit) : undefined;
    const metadata = { resourceVersion: String(this.rv), ...(next === undefined ? {} : { continue: next }) };
    reply(response, 200, {
      kind: 'PodList',
      apiVersion: 'v1',
      metadata,
      items: all.slice(start, start + limit),
    });
  }

  private watch(url: URL, response: ServerResponse): void {
    const from = Number(url.searchParams.get('resourceVersion'));
    if (from < this.compactedTo) {
      reply(response, 410, { kind: 'Status', code: 410, message: 'too old resource version' });
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    for (const entry of this.past) if (entry.rv > from) response.write(line(entry));
    this.watches.add(response);
    response.on('close', () => this.watches.delete(response));
  }
}

const line = ({ type, object }: Past): string => `${JSON.stringify({ type, object })}\n`;

function reply(response: ServerResponse, code: number, body: unknown): void {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
