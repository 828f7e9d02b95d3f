import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import type { Cluster, Context, KubeConfig, User } from '@kubernetes/client-node';
import { fail, ok, type Result } from '#lib/domain/result.ts';

/**
 * Follows the current context to its cluster and user, and looks at what they need on this machine. Each fault is one
 * sentence with the file (`where`) and the remedy.
 */
export function checkContext(
  config: KubeConfig,
  where: string,
  env: Record<string, string | undefined>,
  chosen: boolean,
): Result<{ context: Context; cluster: Cluster; user: User }> {
  const names = config.contexts.map((context) => context.name);
  const known = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
  const name = config.currentContext;
  if (!name)
    return fail(
      'malformed',
      `The kubeconfig ${where} has no current-context (${known}). Choose one by name.`,
    );
  const context = config.getContextObject(name);
  if (context === null) {
    const what = chosen ? `no context ${name}` : `a current-context ${name} that it does not define`;
    return fail('malformed', `The kubeconfig ${where} has ${what} (${known}). Choose one of its contexts.`);
  }
  const cluster = context.cluster ? config.getCluster(context.cluster) : null;
  if (cluster === null) {
    const what = context.cluster
      ? `names the cluster ${context.cluster}, which is not defined`
      : 'names no cluster';
    return fail('malformed', `The context ${name} in ${where} ${what}. Add it, or choose another context.`);
  }
  const user = context.user ? config.getUser(context.user) : null;
  if (user === null) {
    const what = context.user ? `names the user ${context.user}, who is not defined` : 'names no user';
    return fail('malformed', `The context ${name} in ${where} ${what}. Add one, or choose another context.`);
  }
  if (!URL.canParse(cluster.server) || !/^https?:/.test(cluster.server)) {
    return fail(
      'malformed',
      `The cluster ${cluster.name} in ${where} has the server ${cluster.server}, which is not an http or https URL. Correct it.`,
    );
  }
  for (const file of [cluster.caFile, user.certFile, user.keyFile, tokenFile(user)]) {
    if (file && !existsSync(file)) {
      return fail(
        'malformed',
        `The context ${name} in ${where} refers to the file ${file}, which does not exist. Restore it, or choose another context.`,
      );
    }
  }
  const command: unknown = user.exec?.command;
  if (typeof command === 'string' && !isExecutable(command, env.PATH ?? '')) {
    const hint: unknown = user.exec?.installHint;
    const remedy =
      typeof hint === 'string' && hint.trim() !== ''
        ? hint.trim().replace(/\s+/g, ' ')
        : 'Install it, or choose another context.';
    return fail(
      'malformed',
      `The user ${user.name} in ${where} signs in with the program ${command}, which is not on this machine. ${remedy}`,
    );
  }
  return ok({ context, cluster, user });
}

function tokenFile(user: User): string | undefined {
  const file: unknown = user.authProvider?.config?.tokenFile;
  return typeof file === 'string' ? file : undefined;
}

function isExecutable(command: string, searchPath: string): boolean {
  const candidates = command.includes('/')
    ? [command]
    : searchPath.split(path.delimiter).map((folder) => path.join(folder, command));
  return candidates.some((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
