import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** How to reach one API server as one user. */
export interface Credentials {
  server: string;
  ca: string | undefined;
  /** For clusters without a certificate, or whose certificate is not to be checked. */
  insecure: boolean;
  token: string | undefined;
  clientCertificate: string | undefined;
  clientKey: string | undefined;
}

type Entry = Record<string, unknown>;

/** The current context of a kubeconfig file. Throws where it names nothing that is there. */
export function readKubeconfig(path: string): Credentials {
  const file = parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const named = (list: string, name: unknown, key: string): Entry => {
    const entries = (file[list] ?? []) as Entry[];
    const found = entries.find((entry) => entry.name === name)?.[key];
    if (typeof found !== 'object' || found === null)
      throw new Error(`${path}: no ${key} named ${String(name)}`);
    return found as Entry;
  };
  const context = named('contexts', file['current-context'], 'context');
  const cluster = named('clusters', context.cluster, 'cluster');
  const user = named('users', context.user, 'user');
  return {
    server: String(cluster.server).replace(/\/$/, ''),
    ca: pem(cluster, 'certificate-authority'),
    insecure: cluster['insecure-skip-tls-verify'] === true,
    token: typeof user.token === 'string' ? user.token : undefined,
    clientCertificate: pem(user, 'client-certificate'),
    clientKey: pem(user, 'client-key'),
  };
}

function pem(entry: Entry, key: string): string | undefined {
  const data = entry[`${key}-data`];
  if (typeof data === 'string') return Buffer.from(data, 'base64').toString();
  const file = entry[key];
  return typeof file === 'string' ? readFileSync(file, 'utf8') : undefined;
}

/**
 * A user's kubeconfig beside the target's own: `kubeconfig-admin` has the siblings `kubeconfig-viewer` and so on.
 * Undefined where there is none, as on a cluster of which only one kubeconfig is at hand.
 */
export function sibling(path: string, user: 'operator' | 'viewer' | 'stranger'): string | undefined {
  if (!path.includes('admin')) return undefined;
  const at = path.lastIndexOf('admin');
  const file = `${path.slice(0, at)}${user}${path.slice(at + 'admin'.length)}`;
  return existsSync(file) ? file : undefined;
}
