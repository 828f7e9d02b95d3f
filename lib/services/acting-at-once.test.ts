import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ActingConsole, actingConsole } from '#e2e/lab/acting-console.ts';
import { storeOf } from '#e2e/lab/stored.ts';
import { issueTicket, ticketHeader } from '#lib/auth/admission.ts';
import { withoutSignIn } from '#lib/auth/sign-in-settings.ts';
import { type SignInState, startSignIn } from '#lib/auth/sign-in-state.ts';
import type { ActionAnswer } from '#lib/contracts/acting.ts';
import { ok } from '#lib/domain/result.ts';
import { loadKubeConfig } from '#lib/kube/config.ts';
import { type Connection, connect } from '#lib/kube/connection.ts';
import { whoAmI } from '#lib/kube/identity.ts';
import { type RunningLab, startLab } from '#lib/lab/start.ts';

const waf = '/api/v1/functions/cnf-edge/deployments/waf';
const users = ['admin', 'operator', 'viewer'] as const;
const folder = mkdtempSync(join(tmpdir(), 'cnf-at-once-'));

let lab: RunningLab;
let console: ActingConsole;
let signIn: SignInState;
const tickets: string[] = [];
const connections: Connection[] = [];
const { stored } = storeOf(() => lab);

beforeAll(async () => {
  lab = await startLab();
  console = await actingConsole(lab.kubeconfig, 'admin');
  signIn = startSignIn({ ...withoutSignIn, methods: ['token'] }, console.running.connection);
  for (const user of users) tickets.push(await ticketOf(user));
}, 120_000);
afterAll(async () => {
  await Promise.all(connections.map((connection) => connection.close()));
  await console.stop();
  await lab.close();
  rmSync(folder, { recursive: true });
});

/** What the server puts on the requests of somebody who has signed in. */
async function ticketOf(user: string): Promise<string> {
  const kubeconfig = join(folder, user);
  writeFileSync(kubeconfig, lab.kubeconfig, { mode: 0o600 });
  const source = { kubeconfig, context: user, env: {} };
  const loaded = loadKubeConfig(source);
  if (!loaded.ok) throw new Error(loaded.fault.detail);
  const connection = connect(loaded.value, source);
  connections.push(connection);
  const caller = { connection, identity: await whoAmI(connection), method: 'token' as const };
  const rest = {
    session: null,
    until: null,
    idleUntil: null,
    cookieIsOld: false,
    holds: async () => ok(true),
  };
  return issueTicket(signIn, { address: '127.0.0.1', signedIn: ok({ caller, ...rest }) });
}

it('a thousand scales by three users at once: none is lost, and each answer is true', async () => {
  const { replicas: before } = stored('deployments', 'waf').spec;
  const { generation: first = 0 } = stored('deployments', 'waf').metadata;
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, async (_, index) => {
      const user = index % users.length;
      const replicas = 1 + (index % 7);
      const headers = { [ticketHeader]: tickets[user] ?? '' };
      const answer = await console.send<ActionAnswer>('POST', `${waf}/scale`, { replicas }, headers);
      return { user: users[user], replicas, ...answer };
    }),
  );
  // A viewer is refused, every time; nobody else is, and each is answered in his own name and about his own request.
  for (const { user, status } of answers) expect(status).toBe(user === 'viewer' ? 403 : 200);
  const done = answers.filter(({ status }) => status === 200);
  for (const { user, replicas, body } of done) expect(body).toMatchObject({ by: user, to: { replicas } });
  expect(new Set(done.map(({ body }) => body.id)).size).toBe(done.length);
  // In the order of their generations each begins where the one before it ended, and the last one is what is there.
  const changes = done
    .map(({ body }) => body)
    .filter(({ from, to }) => from?.replicas !== to?.replicas)
    .sort((a, b) => (a.generation ?? 0) - (b.generation ?? 0));
  expect(changes.map(({ generation }) => generation)).toEqual(changes.map((_, index) => first + index + 1));
  let replicas: number | null | undefined = before;
  for (const { from, to } of changes) {
    expect(from?.replicas).toBe(replicas);
    replicas = to?.replicas;
  }
  expect(stored('deployments', 'waf').spec.replicas).toBe(replicas);
  expect(stored('deployments', 'waf').metadata.generation).toBe(first + changes.length);
}, 240_000);
