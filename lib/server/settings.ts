import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse as parseYaml } from 'yaml';
import type { z } from 'zod';
import type { SignInSettings } from '#lib/auth/sign-in-settings.ts';
import type { AlertReceiver } from '#lib/domain/alert/receiver.ts';
import type { AlertTiming } from '#lib/domain/alert/rules.ts';
import { type Fault, fail, ok, type Result } from '#lib/domain/result.ts';
import type { DrainHook } from '#lib/domain/run/drain-hook.ts';
import { receiversOf } from './alert-receivers.ts';
import { isLoopback } from './loopback.ts';
import { contradiction } from './settings-rules.ts';
import { ownPrefixes, type RawSettings, settingsSchema, variables } from './settings-schema.ts';

/** What an operator can set, by environment variables and by the file that CNF_CONFIG names. */
export interface Settings {
  /** TCP port; 0 lets the system choose. */
  port: number;
  host: string;
  /** Path, or several joined as KUBECONFIG joins them; absent for kubectl's own default. */
  kubeconfig?: string;
  /** The kubeconfig's context; absent for its current one. */
  context?: string;
  /** The only namespaces to watch; absent for all that the user may see. */
  namespaces?: string[];
  signIn: SignInSettings;
  alertTiming: AlertTiming;
  /** Where alerts are sent, and the namespace of the Lease that says who sends them; null for the console's own. */
  alerts: { receivers: AlertReceiver[]; namespace: string | null };
  /** The first that fits a container drains it. */
  drains: DrainHook[];
}

type Environment = Record<string, string | undefined>;
type Tree = Record<string, unknown>;

/**
 * The settings, or one sentence that names the variable, or the file's line of keys, and the remedy. Empty variables count as
 * absent; a variable goes before the file; what is not known is refused.
 */
export function readSettings(env: Environment): Result<Settings> {
  const set = Object.entries(env).filter(([, value]) => value !== undefined && value !== '');
  const unknown = set.find(([name]) => ownPrefixes.test(name) && name !== 'CNF_CONFIG' && !variables[name]);
  if (unknown) return wrong(`${unknown[0]} is not a variable of the console: docs/sign-in.md lists them.`);
  const file = readFile(env.CNF_CONFIG || undefined);
  if (!file.ok) return file;
  const tree = file.value;
  for (const [name, value] of set) {
    const path = variables[name];
    if (path !== undefined && !place(tree, path.split('.'), value))
      return wrong(`${env.CNF_CONFIG}: ${path.split('.')[0]} must be a mapping.`);
  }
  const parsed = settingsSchema.safeParse(tree);
  if (!parsed.success) return wrong(sentenceOf(parsed.error.issues[0], new Map(set), env.CNF_CONFIG));
  return settingsOf(parsed.data, env);
}

const wrong = (detail: string): { ok: false; fault: Fault } => fail('malformed', detail);

function readFile(path: string | undefined): Result<Tree> {
  if (path === undefined) return ok({});
  try {
    const tree: unknown = parseYaml(readFileSync(path, 'utf8')) ?? {};
    if (typeof tree === 'object' && !Array.isArray(tree)) return ok(tree as Tree);
    return wrong(`${path} must be a YAML mapping of settings.`);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return wrong(`CNF_CONFIG=${path} cannot be read: ${why}.`);
  }
}

/** False where something else than a mapping is in the way. */
function place(tree: Tree, [key = '', ...rest]: string[], value: unknown): boolean {
  if (rest.length === 0) {
    tree[key] = value;
    return true;
  }
  tree[key] ??= {};
  const child = tree[key];
  return typeof child === 'object' && !Array.isArray(child) && place(child as Tree, rest, value);
}

function sentenceOf(
  issue: z.core.$ZodIssue | undefined,
  set: ReadonlyMap<string, unknown>,
  file: string | undefined,
): string {
  if (!issue) return 'The settings cannot be read.';
  const path = issue.path.join('.');
  const at = (place: string) =>
    Object.keys(variables).find((name) => variables[name] === place && set.has(name));
  if (issue.code === 'unrecognized_keys') {
    const key = [...issue.path, issue.keys[0]].join('.');
    return `${file}: ${key} is not a setting; docs/sign-in.md lists them.`;
  }
  // An item of a list is at `path.0`.
  const variable = at(path) ?? at(issue.path.slice(0, -1).join('.'));
  if (variable) return `${variable} ${issue.message}.`;
  const other = Object.keys(variables).find((name) => variables[name] === path);
  const missing = other ? `${path} (or ${other})` : path;
  return `${file === undefined ? missing : `${file}: ${missing}`} ${issue.message}.`;
}

function settingsOf(raw: RawSettings, env: Environment): Result<Settings> {
  const { server, kubernetes, signIn, session, drains, alerts } = raw;
  const file = env.CNF_CONFIG;
  const methods = signIn.methods ?? ['none'];
  const problem = contradiction(raw, methods);
  if (problem) return problem;
  const secrets = secretsOf(session);
  if (!secrets.ok) return secrets;
  const oidc = methods.includes('oidc') && signIn.oidc ? oidcOf(signIn.oidc, file) : ok(null);
  if (!oidc.ok) return oidc;
  const receivers = receiversOf(alerts.receivers, env);
  if (!receivers.ok) return receivers;
  const loopback = isLoopback(server.host);
  const generated = secrets.value.length === 0;
  return ok({
    port: server.port,
    host: server.host,
    ...(kubernetes.kubeconfig !== undefined && { kubeconfig: kubernetes.kubeconfig }),
    ...(kubernetes.context !== undefined && { context: kubernetes.context }),
    ...(kubernetes.namespaces !== undefined && { namespaces: kubernetes.namespaces }),
    alertTiming: alerts.rules as AlertTiming,
    alerts: { receivers: receivers.value, namespace: alerts.namespace ?? null },
    drains: drains.map((one) => ({ ...one, container: one.container ?? null, image: one.image ?? null })),
    signIn: {
      methods: methods as SignInSettings['methods'],
      publicUrl: server.publicUrl === undefined ? null : new URL(server.publicUrl),
      trustedProxies: server.trustedProxies,
      session: {
        secrets: generated ? [randomBytes(32).toString('base64url')] : secrets.value,
        generated,
        idleSeconds: session.idle,
        absoluteSeconds: session.absolute,
        signOuts: signOutsOf(session),
      },
      oidc: oidc.value,
      proxy: methods.includes('proxy') ? (signIn.proxy ?? null) : null,
      openMetrics: (server.metrics ?? (loopback ? 'open' : 'signed-in')) === 'open',
    },
  });
}

function signOutsOf({ signOuts }: RawSettings['session']): SignInSettings['session']['signOuts'] {
  const [namespace = '', name = ''] = signOuts?.split('/') ?? [];
  return signOuts === undefined ? null : { namespace, name };
}

/** From the environment or the file, then from files; the first seals. */
function secretsOf({ secrets = [], secretFiles = [] }: RawSettings['session']): Result<string[]> {
  const all = [...secrets];
  for (const path of secretFiles) {
    const secret = readSecret('CNF_SESSION_SECRET_FILE', path);
    if (!secret.ok) return secret;
    if (Buffer.byteLength(secret.value) < 32)
      return wrong(`CNF_SESSION_SECRET_FILE: ${path} must hold at least 32 bytes: openssl rand -base64 32.`);
    all.push(secret.value);
  }
  return ok(all);
}

function oidcOf(
  { clientSecretFile, ...oidc }: NonNullable<RawSettings['signIn']['oidc']>,
  file: string | undefined,
): Result<SignInSettings['oidc']> {
  const given = Object.entries(oidc).filter(([, value]) => value !== undefined);
  const settings = Object.fromEntries(given) as unknown as NonNullable<SignInSettings['oidc']>;
  if (clientSecretFile === undefined) return ok(settings);
  if (oidc.clientSecret !== undefined)
    return wrong(`${file ?? 'The environment'} has both a client secret and a file with one: keep one.`);
  const secret = readSecret('CNF_OIDC_CLIENT_SECRET_FILE', clientSecretFile);
  return secret.ok ? ok({ ...settings, clientSecret: secret.value }) : secret;
}

function readSecret(variable: string, path: string): Result<string> {
  try {
    const secret = readFileSync(path, 'utf8').trim();
    return secret === '' ? wrong(`${variable}: ${path} is empty.`) : ok(secret);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    return wrong(`${variable}: ${path} cannot be read (${code}).`);
  }
}
