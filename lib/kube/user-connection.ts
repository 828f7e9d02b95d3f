import type { RequestOptions } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import type { Connection } from './connection.ts';

type Headers = Record<string, string | string[]>;

/** A user's own credential, or the user whom the console acts as. */
export type UserCredential =
  | {
      kind: 'token';
      /** Asked for each request: it may have been renewed. Throws where there is none any more. */
      token(): Promise<string>;
    }
  | { kind: 'impersonation'; user: string; groups: readonly string[] };

/**
 * A connection that acts as a user over the console's own way to the API server. A token goes over sockets that present no
 * certificate of the console; impersonation goes with the console's credential, as it is the console that may impersonate.
 * `onRefused` is told when the API server answers a user's token with 401.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation
 */
export function connectAs(base: Connection, credential: UserCredential, onRefused: () => void): Connection {
  const { info, bare } = base;
  const close = async () => undefined;
  if (credential.kind === 'token') {
    const headers = async () => ({ authorization: `Bearer ${await credential.token()}` });
    return {
      info,
      config: () => withHeaders(bare().config, headers),
      authorize: async () => ({ headers: await headers(), dispatcher: await bare().dispatcher() }),
      renew: onRefused,
      bare,
      close,
    };
  }
  const headers = impersonationHeaders(credential);
  return {
    info,
    config: () => withHeaders(base.config(), async () => headers),
    async authorize() {
      const own = await base.authorize();
      return { ...own, headers: { ...own.headers, ...headers } };
    },
    renew: base.renew,
    bare,
    close,
  };
}

/** HTTP carries header values as Latin-1; the API server reads UTF-8. */
const wire = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

function impersonationHeaders({ user, groups }: { user: string; groups: readonly string[] }): Headers {
  return {
    'impersonate-user': wire(user),
    ...(groups.length > 0 && { 'impersonate-group': groups.map(wire) }),
  };
}

/** The same configuration, whose requests carry more headers; it shares what the other has in memory, as an exec plugin's token. */
function withHeaders(config: KubeConfig, more: () => Promise<Headers>): KubeConfig {
  return Object.create(config, {
    applyToHTTPSOptions: {
      async value(options: RequestOptions) {
        await config.applyToHTTPSOptions(options);
        options.headers = { ...options.headers, ...(await more()) };
      },
    },
  });
}
