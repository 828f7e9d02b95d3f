import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { parse } from 'yaml';
import { fail, ok, type Result } from '#lib/domain/result.ts';
import { checkContext } from './config-check.ts';

export interface KubeConfigSource {
  /** One path or several joined as in KUBECONFIG; wins over the environment. */
  kubeconfig?: string | undefined;
  /** Wins over the files' `current-context`. */
  context?: string | undefined;
  env: Record<string, string | undefined>;
}

export interface KubeConfigInfo {
  /** The context's name, or `in-cluster`. */
  name: string;
  server: string;
  /** The context's namespace, or that of the console's own pod. */
  namespace: string | null;
  /** The files it was read from; empty in a pod. */
  files: string[];
}

export interface LoadedKubeConfig {
  config: KubeConfig;
  info: KubeConfigInfo;
}

const serviceAccount = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * Reads the cluster's address and credential as kubectl does: the given files, else KUBECONFIG, else ~/.kube/config, else the
 * pod's service account. Faults are `malformed`, each one sentence that names the file or context and the remedy.
 * Source: kubectl's loading rules, client-go tools/clientcmd/loader.go (the first file to define a name wins).
 */
export function loadKubeConfig(source: KubeConfigSource): Result<LoadedKubeConfig> {
  const given = source.kubeconfig || source.env.KUBECONFIG;
  const home = path.join(source.env.HOME || homedir(), '.kube', 'config');
  if (given) return fromFiles(given.split(path.delimiter).filter(Boolean), source);
  if (existsSync(home)) return fromFiles([home], source);
  if (source.env.KUBERNETES_SERVICE_HOST && existsSync(`${serviceAccount}/token`)) return fromPod(source);
  return fail(
    'malformed',
    `No cluster is configured: KUBECONFIG is not set, ${home} does not exist, and this is not a pod. Set KUBECONFIG to a kubeconfig file.`,
  );
}

function fromFiles(files: string[], source: KubeConfigSource): Result<LoadedKubeConfig> {
  const present = files.filter((file) => existsSync(file));
  // kubectl passes over missing files of a list, too; but not when nothing is left.
  if (present.length === 0) {
    const which =
      files.length === 1 ? `The kubeconfig ${files[0]} does` : `The kubeconfigs ${files.join(', ')} do`;
    return fail('malformed', `${which} not exist. Set KUBECONFIG to a file that does.`);
  }
  const merged = new KubeConfig();
  for (const file of present) {
    const one = readFile(file);
    if (!one.ok) return one;
    merge(merged, one.value);
  }
  const where = present.join(', ');
  if (source.context) merged.setCurrentContext(source.context);
  const checked = checkContext(merged, where, source.env, Boolean(source.context));
  if (!checked.ok) return checked;
  const { context, cluster } = checked.value;
  return ok({
    config: merged,
    info: {
      name: context.name,
      server: cluster.server,
      namespace: context.namespace ?? null,
      files: present,
    },
  });
}

function readFile(file: string): Result<KubeConfig> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return fail('malformed', `The kubeconfig ${file} cannot be read: ${message(error)}.`);
  }
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    return fail(
      'malformed',
      `The kubeconfig ${file} is not YAML: ${message(error)}. Correct it, or name another file.`,
    );
  }
  if (document === null || typeof document !== 'object' || Array.isArray(document)) {
    return fail(
      'malformed',
      `The kubeconfig ${file} is not a kubeconfig: it must be a YAML mapping with clusters, users and contexts.`,
    );
  }
  const config = new KubeConfig();
  try {
    config.loadFromString(text);
    config.makePathsAbsolute(path.dirname(path.resolve(file)));
  } catch (error) {
    return fail(
      'malformed',
      `The kubeconfig ${file} is not complete: ${message(error)}. Correct it, or name another file.`,
    );
  }
  readTokenFiles(config, document, path.dirname(path.resolve(file)));
  for (const cluster of config.clusters) {
    // client-node refuses plain http unless told that there is no TLS to verify.
    if (cluster.server.startsWith('http:')) Object.assign(cluster, { skipTLSVerify: true });
  }
  return ok(config);
}

/** client-node 2.0.1 does not read a user's `tokenFile`; its file authenticator does, under another name. */
function readTokenFiles(config: KubeConfig, document: object, folder: string): void {
  const users = 'users' in document && Array.isArray(document.users) ? document.users : [];
  for (const entry of users as { name?: unknown; user?: { tokenFile?: unknown } | null }[]) {
    const file = entry?.user?.tokenFile;
    const user = config.users.find((candidate) => candidate.name === entry?.name);
    if (typeof file !== 'string' || user === undefined) continue;
    const tokenFile = path.resolve(folder, file);
    Object.assign(user, { authProvider: { name: 'tokenFile', config: { tokenFile } }, token: undefined });
  }
}

function merge(into: KubeConfig, from: KubeConfig): void {
  const fresh = <T extends { name: string }>(known: T[], more: T[]): T[] => [
    ...known,
    ...more.filter((item) => !known.some((other) => other.name === item.name)),
  ];
  into.loadFromOptions({
    clusters: fresh(into.clusters, from.clusters),
    users: fresh(into.users, from.users),
    contexts: fresh(into.contexts, from.contexts),
    currentContext: into.currentContext || from.currentContext,
  });
}

function fromPod(source: KubeConfigSource): Result<LoadedKubeConfig> {
  const host = source.env.KUBERNETES_SERVICE_HOST ?? '';
  const port = source.env.KUBERNETES_SERVICE_PORT ?? '443';
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    { name: 'in-cluster', server, caFile: `${serviceAccount}/ca.crt`, skipTLSVerify: false },
    {
      name: 'in-cluster',
      authProvider: { name: 'tokenFile', config: { tokenFile: `${serviceAccount}/token` } },
    },
  );
  const file = `${serviceAccount}/namespace`;
  const namespace = existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
  return ok({ config, info: { name: 'in-cluster', server, namespace, files: [] } });
}

/** Another object with the same settings and none of the credentials that client-node keeps in memory. */
export function withoutCachedCredentials(config: KubeConfig): KubeConfig {
  const fresh = new KubeConfig();
  fresh.loadFromOptions({
    clusters: config.clusters,
    users: config.users,
    contexts: config.contexts,
    currentContext: config.currentContext,
  });
  return fresh;
}

/** The same cluster for nobody in particular: no token, no client certificate, no sign-in program. */
export function withoutCredentials(config: KubeConfig): KubeConfig {
  const fresh = new KubeConfig();
  const cluster = config.getCurrentCluster();
  if (cluster) fresh.loadFromClusterAndUser(cluster, { name: 'nobody' });
  return fresh;
}

const message = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]?.replace(/[.:]$/, '') ?? '';
