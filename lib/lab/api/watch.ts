import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Form } from './accept.ts';
import { encodeObject, partialMetadata } from './encode.ts';
import type { Faults } from './faults.ts';
import { byNamespaceAndName } from './list.ts';
import type { LabObject } from './object.ts';
import { groupVersion, type Resource } from './resources.ts';
import { type Matcher, requestMatcher } from './selectors.ts';
import { badRequest, expired } from './status-error.ts';
import type { Store, StoreEvent } from './store.ts';
import { encodeTable, type IncludeObject } from './table.ts';

export interface WatchContext {
  store: Store;
  faults: Faults;
  bookmarkSeconds: number;
}

type Kind = 'ADDED' | 'MODIFIED' | 'DELETED';

// A client that does not read is cut off rather than buffered for without end.
const maximumBacklog = 64 * 1024 * 1024;

/** Serves a watch: one JSON object a line, until timeoutSeconds, the client's end or an error. */
export function serveWatch(
  context: WatchContext,
  request: IncomingMessage,
  response: ServerResponse,
  resource: Resource,
  scope: { namespace: string | undefined; name?: string | undefined },
  query: URLSearchParams,
  form: Form,
): void {
  const { store, faults } = context;
  const selected = requestMatcher(resource, query) ?? (() => true);
  const matches: Matcher = (object) =>
    (scope.namespace === undefined || object.metadata.namespace === scope.namespace) &&
    (scope.name === undefined || object.metadata.name === scope.name) &&
    selected(object);
  const from = readVersion(query);
  const encode = encoder(resource, form, query, store);

  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
  response.flushHeaders();

  let silent = false;
  const send = (type: string, json: string) => {
    // In order, also after a pause: those that wait are called back first come, first served.
    faults.onceResumed(() => {
      if (silent || response.destroyed || response.writableEnded) return;
      response.write(`{"type":"${type}","object":${json}}\n`);
      if (response.writableLength > maximumBacklog) response.destroy();
    });
  };
  const gone = (version: string) => {
    send(
      'ERROR',
      JSON.stringify(expired(`too old resource version: ${version} (${store.resourceVersion})`).status),
    );
    response.end();
  };
  const bookmark = (annotations?: Record<string, string>) =>
    send('BOOKMARK', encodeBookmark(resource, store, annotations));
  const tell = (event: StoreEvent) => {
    const kind = transition(event, matches);
    if (kind === undefined) return;
    // An object that leaves the selection is sent as it was, with the version of the change.
    const left = kind === 'DELETED' && event.type === 'MODIFIED' && event.previous !== undefined;
    send(
      kind,
      encode(left ? withVersion(event.previous ?? event.object, event.resourceVersion) : event.object),
    );
  };

  const wantsInitial = query.get('sendInitialEvents') === 'true';
  if (from === 0 || wantsInitial) {
    for (const object of store.list(resource, scope.namespace).sort(byNamespaceAndName)) {
      if (matches(object)) send('ADDED', encode(object));
    }
    if (wantsInitial) bookmark({ 'k8s.io/initial-events-end': 'true' });
  } else {
    const missed = store.since(resource, from);
    if (missed === 'expired') {
      gone(String(from));
      return;
    }
    for (const event of missed) tell(event);
  }

  const bookmarks = query.get('allowWatchBookmarks') === 'true';
  const timer = bookmarks ? setInterval(() => bookmark(), context.bookmarkSeconds * 1000) : undefined;
  const end = () => {
    if (bookmarks) bookmark();
    response.end();
  };
  const timeout = setTimeout(end, readTimeout(query) * 1000);
  const unsubscribe = store.subscribe(resource, tell);
  const untrack = faults.track({
    end: () => response.end(),
    expire: () => gone(String(from)),
    silence: () => {
      silent = true;
    },
  });
  response.on('close', () => {
    clearInterval(timer);
    clearTimeout(timeout);
    unsubscribe();
    untrack();
  });
  request.resume();
}

function readVersion(query: URLSearchParams): number {
  const version = query.get('resourceVersion') ?? '';
  if (version === '') return 0;
  if (!/^\d+$/.test(version)) throw badRequest(`invalid resource version "${version}"`);
  return Number(version);
}

/** Without timeoutSeconds, between 30 and 60 minutes, as kube-apiserver's --min-request-timeout. */
function readTimeout(query: URLSearchParams): number {
  const seconds = Number(query.get('timeoutSeconds') ?? '0');
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 86_400) : 1800 * (1 + Math.random());
}

/** What a change means to who sees only what matches. */
function transition(event: StoreEvent, matches: Matcher): Kind | undefined {
  if (event.type !== 'MODIFIED') return matches(event.object) ? event.type : undefined;
  const before = event.previous !== undefined && matches(event.previous);
  const now = matches(event.object);
  if (now) return before ? 'MODIFIED' : 'ADDED';
  return before ? 'DELETED' : undefined;
}

function withVersion(object: LabObject, version: number): LabObject {
  return { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } };
}

function encodeBookmark(
  resource: Resource,
  store: Store,
  annotations: Record<string, string> | undefined,
): string {
  return JSON.stringify({
    kind: resource.kind,
    apiVersion: groupVersion(resource),
    metadata: {
      resourceVersion: String(store.resourceVersion),
      creationTimestamp: null,
      ...(annotations === undefined ? {} : { annotations }),
    },
  });
}

function encoder(
  resource: Resource,
  form: Form,
  query: URLSearchParams,
  store: Store,
): (object: LabObject) => string {
  if (form.as === 'object') return (object) => encodeObject(resource, object);
  if (form.as === 'metadata') return (object) => JSON.stringify(partialMetadata(object, form.version));
  const include = (query.get('includeObject') ?? 'Metadata') as IncludeObject;
  let first = true;
  return (object) => {
    // Column definitions are sent once.
    const table = encodeTable(resource, [object], {
      now: store.now(),
      version: form.version,
      include,
      columns: first,
      metadata: { resourceVersion: object.metadata.resourceVersion },
    });
    first = false;
    return table;
  };
}
