import { Agent, type Dispatcher, request } from 'undici';
import { type Credentials, readKubeconfig } from './kubeconfig.ts';
import { readLines } from './lines.ts';

/** An answer of the API server, its body parsed where it is JSON. */
export interface Answer<Body> {
  status: number;
  contentType: string;
  headers: Record<string, string | string[] | undefined>;
  body: Body;
  text: string;
}

export interface Send {
  query?: Record<string, string | number | boolean>;
  body?: unknown;
  contentType?: string;
  accept?: string;
  headers?: Record<string, string>;
}

export type PatchType = 'json' | 'merge' | 'strategic' | 'apply';

const patchTypes: Record<PatchType, string> = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
};

/** Kubernetes' HTTP API as it is on the wire, without a client library between the test and the protocol. */
export interface KubeApi {
  credentials: Credentials;
  send<Body = KubeObject>(method: Dispatcher.HttpMethod, path: string, options?: Send): Promise<Answer<Body>>;
  get<Body = KubeObject>(path: string, query?: Send['query']): Promise<Answer<Body>>;
  list<Item = KubeObject>(path: string, query?: Send['query']): Promise<Answer<List<Item>>>;
  create<Body = KubeObject>(path: string, body: unknown, query?: Send['query']): Promise<Answer<Body>>;
  put<Body = KubeObject>(path: string, body: unknown, query?: Send['query']): Promise<Answer<Body>>;
  patch<Body = KubeObject>(
    path: string,
    type: PatchType,
    body: unknown,
    query?: Send['query'],
  ): Promise<Answer<Body>>;
  delete<Body = KubeObject>(path: string, body?: unknown, query?: Send['query']): Promise<Answer<Body>>;
  /** The lines of an answer as they arrive: a watch, or a log that is followed. */
  lines(path: string, query?: Send['query']): Promise<Lines>;
}

export interface Lines {
  status: number;
  /** Ends with the answer; throws where the connection breaks. */
  [Symbol.asyncIterator](): AsyncIterator<string>;
  close(): void;
}

export interface Metadata {
  name: string;
  namespace?: string;
  uid: string;
  resourceVersion: string;
  generation?: number;
  creationTimestamp: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: { kind: string; name: string; uid: string; controller?: boolean }[];
}

export interface KubeObject {
  apiVersion?: string;
  kind?: string;
  metadata: Metadata;
  data?: Record<string, string>;
  spec?: Record<string, unknown>;
  status?: Record<string, unknown>;
}

export interface List<Item> {
  kind: string;
  apiVersion: string;
  metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number };
  items: Item[];
}

/** `kind: Status`: how Kubernetes words a refusal. */
export interface Status {
  kind: 'Status';
  status: 'Success' | 'Failure';
  message: string;
  reason: string;
  code: number;
  details?: {
    name?: string;
    group?: string;
    kind?: string;
    causes?: { reason?: string; message?: string; field?: string }[];
  };
}

/** Talks to the cluster of a kubeconfig file, as its user; `token` takes the place of that user's own. */
export function connect(kubeconfig: string, token?: string): KubeApi {
  const credentials = readKubeconfig(kubeconfig);
  if (token !== undefined) {
    credentials.token = token;
    credentials.clientCertificate = undefined;
    credentials.clientKey = undefined;
  }
  const dispatcher = new Agent({
    headersTimeout: 60_000,
    bodyTimeout: 0,
    connect: {
      rejectUnauthorized: !credentials.insecure,
      ...(credentials.ca !== undefined && { ca: credentials.ca }),
      ...(credentials.clientCertificate !== undefined && { cert: credentials.clientCertificate }),
      ...(credentials.clientKey !== undefined && { key: credentials.clientKey }),
    },
  });
  const authorization =
    credentials.token === undefined ? {} : { authorization: `Bearer ${credentials.token}` };

  async function open(method: Dispatcher.HttpMethod, path: string, options: Send) {
    const {
      query = {},
      body,
      contentType = 'application/json',
      accept = 'application/json',
      headers,
    } = options;
    return request(`${credentials.server}${path}`, {
      method,
      dispatcher,
      query,
      headers: {
        ...authorization,
        accept,
        ...(body !== undefined && { 'content-type': contentType }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  async function send<Body>(
    method: Dispatcher.HttpMethod,
    path: string,
    options: Send = {},
  ): Promise<Answer<Body>> {
    const answer = await open(method, path, options);
    const text = await answer.body.text();
    const contentType = String(answer.headers['content-type'] ?? '');
    const body = (contentType.includes('json') ? JSON.parse(text) : text) as Body;
    return { status: answer.statusCode, contentType, headers: answer.headers, body, text };
  }

  return {
    credentials,
    send,
    get: (path, query = {}) => send('GET', path, { query }),
    list: (path, query = {}) => send('GET', path, { query }),
    create: (path, body, query = {}) => send('POST', path, { body, query }),
    put: (path, body, query = {}) => send('PUT', path, { body, query }),
    patch: (path, type, body, query = {}) =>
      send('PATCH', path, { body, query, contentType: patchTypes[type] }),
    delete: (path, body, query = {}) => send('DELETE', path, { body, query }),
    async lines(path, query = {}) {
      const answer = await open('GET', path, { query });
      return {
        status: answer.statusCode,
        [Symbol.asyncIterator]: () => readLines(answer.body),
        close: () => {
          answer.body.on('error', () => undefined);
          answer.body.destroy();
        },
      };
    },
  };
}
