import { createHash } from 'node:crypto';
import type { RequestOptions } from 'node:https';
import type { KubeConfig, RequestContext } from '@kubernetes/client-node';
import { Agent, type Dispatcher } from 'undici';
import {
  type KubeConfigInfo,
  type KubeConfigSource,
  type LoadedKubeConfig,
  loadKubeConfig,
  withoutCachedCredentials,
  withoutCredentials,
} from './config.ts';

/** Where the API server is, and a credential for it that is renewed when it is refused. Owns the sockets. */
export interface Connection {
  readonly info: KubeConfigInfo;
  /** The present KubeConfig: it is replaced when credentials are renewed, so do not keep it. */
  config(): KubeConfig;
  /** Headers and the pool of sockets for one request. Throws what client-node throws, an exec plugin's stderr for one. */
  authorize(): Promise<{ headers: Record<string, string | string[]>; dispatcher: Dispatcher }>;
  /** Forgets credentials kept in memory and reads the files again; after a 401. */
  renew(): void;
  /** The same API server without any credential: what is added to it is a user's own. One pool of sockets for all users. */
  bare(): { config: KubeConfig; dispatcher(): Promise<Dispatcher> };
  close(): Promise<void>;
}

const renewalIntervalMs = 5_000;

/** A connection for a loaded kubeconfig; `source` lets it be read again. */
export function connect(loaded: LoadedKubeConfig, source: KubeConfigSource): Connection {
  let config = loaded.config;
  let renewedAt = 0;
  const own = createPool();
  const users = createPool();

  return {
    info: loaded.info,
    config: () => config,
    async authorize() {
      const options: RequestOptions = {};
      await config.applyToHTTPSOptions(options);
      const headers: Record<string, string> = {};
      for (const [name, value] of Object.entries(options.headers ?? {}))
        headers[name.toLowerCase()] = String(value).trim();
      if (options.auth) headers.authorization = `Basic ${Buffer.from(options.auth).toString('base64')}`;
      return { headers, dispatcher: await own.dispatcherFor(options, config) };
    },
    renew() {
      if (Date.now() - renewedAt < renewalIntervalMs) return;
      renewedAt = Date.now();
      const again = loadKubeConfig(source);
      // An auth provider may have exchanged its refresh token: that lives only in the object in memory.
      const keepsTokens = Boolean(config.getCurrentUser()?.authProvider);
      config =
        again.ok && !keepsTokens && again.value.info.server === loaded.info.server
          ? again.value.config
          : withoutCachedCredentials(config);
    },
    bare() {
      const anonymous = withoutCredentials(config);
      return {
        config: anonymous,
        async dispatcher() {
          const options: RequestOptions = {};
          await anonymous.applyToHTTPSOptions(options);
          return users.dispatcherFor(options, anonymous);
        },
      };
    },
    async close() {
      await Promise.all([own.close(), users.close()]);
    },
  };
}

/** Sockets for one way of TLS; another way, after a renewal, gets other sockets. */
function createPool() {
  let pool: { key: string; dispatcher: Dispatcher } | null = null;
  return {
    async dispatcherFor(options: RequestOptions, config: KubeConfig): Promise<Dispatcher> {
      const tls = pick(options);
      const key = createHash('sha256').update(JSON.stringify(tls)).digest('hex');
      if (pool?.key === key) return pool.dispatcher;
      const dispatcher = config.getCurrentCluster()?.proxyUrl
        ? await throughProxy(config)
        : new Agent({ connect: { ...tls, timeout: 3_000 }, keepAliveTimeout: 30_000 });
      // Watches that run on the old sockets end by their own timeout.
      void pool?.dispatcher.close().catch(() => undefined);
      pool = { key, dispatcher };
      return dispatcher;
    },
    async close() {
      await pool?.dispatcher.destroy();
    },
  };
}

type Tls = Pick<
  RequestOptions,
  'ca' | 'cert' | 'key' | 'pfx' | 'passphrase' | 'rejectUnauthorized' | 'servername'
>;

function pick(options: RequestOptions): Tls {
  const { ca, cert, key, pfx, passphrase, rejectUnauthorized, servername } = options;
  const all: Tls = { ca, cert, key, pfx, passphrase, rejectUnauthorized, servername };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** client-node knows HTTP and SOCKS proxies; it hands the dispatcher to a request it would make. */
async function throughProxy(config: KubeConfig): Promise<Dispatcher> {
  let dispatcher: unknown;
  const request = {
    setHeaderParam: () => undefined,
    setDispatcher: (value: unknown) => (dispatcher = value),
  };
  await config.applySecurityAuthentication(request as unknown as RequestContext);
  return (dispatcher as Dispatcher | undefined) ?? new Agent();
}
