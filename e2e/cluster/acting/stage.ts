import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { eventually } from '#e2e/contract/eventually.ts';
import { sibling } from '#e2e/contract/kubeconfig.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { type Console, startConsole } from '../console.ts';
import { kubectl, kubectlJson, makeNamespace } from '../kubectl.ts';

export const users = ['operator', 'viewer', 'stranger'] as const;
export type User = (typeof users)[number];

export const fileOf = (user: User): string => (noCluster ? '' : (sibling(kubeconfig, user) ?? ''));
/** Where only one kubeconfig is at hand there is nobody to act as. */
export const lacksUsers = noCluster || users.some((user) => fileOf(user) === '');

export interface Answer<Body = Record<string, unknown>> {
  status: number;
  body: Body;
}

interface Templated {
  metadata: { generation: number };
  spec: { template: unknown; replicas: number };
}

/** Sends a request to a console. */
export async function send<Body = Record<string, unknown>>(
  console: Console,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<Body>> {
  const json = { 'content-type': 'application/json', ...headers };
  const init = body === undefined ? { method } : { method, headers: json, body: JSON.stringify(body) };
  const answer = await fetch(`${console.url}${path}`, init);
  return { status: answer.status, body: (await answer.json()) as Body };
}

/** What came of an action, once it has come to something. */
export const endOf = (console: Console, id: unknown) =>
  eventually(`the end of action ${id}`, async () => {
    const answer = await send(console, 'GET', `/api/v1/actions/${id}`);
    const isOpen =
      answer.status !== 200 || answer.body.state === 'running' || answer.body.state === 'unknown';
    return isOpen ? undefined : answer.body;
  });

/**
 * A namespace of a suite's own with one function of each kind, and the console as one user at a time. Call it where suites
 * are described.
 */
export function actingStage() {
  const namespace = `act-${randomBytes(3).toString('hex')}`;
  const functionPath = (kind: string, name: string) => `/api/v1/functions/${namespace}/${kind}/${name}`;
  let current: { user: User; console: Console } | undefined;

  /** Stops the console that runs, so that another may be started. */
  async function alone(): Promise<void> {
    await current?.console.stop();
    current = undefined;
  }
  /** The console, acting as a user; the one before is stopped. */
  async function as(user: User): Promise<Console> {
    if (current?.user === user) return current.console;
    await alone();
    const console = await startConsole(fileOf(user), { CNF_NAMESPACES: namespace });
    current = { user, console };
    return console;
  }

  beforeAll(async () => {
    await makeNamespace(namespace);
    await kubectl('apply', '-n', namespace, '-f', join(import.meta.dirname, 'functions.yaml'));
    for (const set of ['deployment/waf', 'statefulset/router', 'daemonset/speaker'])
      await kubectl('rollout', 'status', set, '-n', namespace, '--timeout=120s');
  });
  afterAll(async () => {
    await alone();
    await kubectl('delete', 'namespace', namespace, '--wait=false');
  });

  return {
    namespace,
    functionPath,
    waf: functionPath('deployments', 'waf'),
    as,
    alone,
    /** kubectl in the stage's namespace. */
    ctl: (...args: string[]) => kubectl(...args, '-n', namespace),
    get: (kind: string, name: string) => kubectlJson<Templated>('get', kind, name, '-n', namespace),
    podNames: async (app: string) =>
      (await kubectl('get', 'pods', '-n', namespace, '-l', `app=${app}`, '-o', 'name')).trim().split('\n'),
  };
}
