import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import type { KubeApi } from '#e2e/contract/kube-api.ts';

/** Sends a request to the console as somebody. */
type Send = (user: string, method: string, path: string, body?: unknown) => Promise<Answered>;
interface Answered {
  status: number;
  text: string;
}

/** `WRITES_AT_ONCE=1000` asks for more than CI has time for; on the lab it is a thousand always (lib/services/acting-at-once.test.ts). */
const scales = Number(process.env.WRITES_AT_ONCE ?? 250);
/** What each of the others changes, one after the other. */
const edits = 6;

/**
 * Hundreds of scales of the function `waf` by two users of the console at once; meanwhile two who edit the function past the
 * console, as kubectl edit does, and two users of the console who each add lines to its ConfigMap. Nothing of what anybody was
 * told is done may be missing at the end, and no answer may be untrue.
 */
export async function writeAtOnce(send: Send, cluster: KubeApi, namespace: string): Promise<void> {
  const deployment = `/apis/apps/v1/namespaces/${namespace}/deployments/waf`;
  const path = `/api/v1/functions/${namespace}/deployments/waf/scale`;
  const [answers] = await Promise.all([
    Promise.all(
      Array.from({ length: scales }, async (_, index) => {
        const user = index % 2 === 0 ? 'admin' : 'operator';
        const replicas = 3 + (index % 4);
        const { status, text } = await send(user, 'POST', path, { replicas, reason: `try ${index}` });
        return { user, replicas, status, text };
      }),
    ),
    editPast(cluster, deployment, 'one'),
    editPast(cluster, deployment, 'two'),
    editConfig(send, 'admin', namespace),
    editConfig(send, 'operator', namespace),
  ]);
  expect(answers.filter((one) => ![200, 409, 412].includes(one.status) && !isTooOld(one))).toEqual([]);
  const done = answers
    .filter(({ status }) => status === 200)
    .map((one) => ({ ...one, body: JSON.parse(one.text) as Scaled }));
  expect(done.length).toBeGreaterThan(0);
  for (const { body, user, replicas } of done) expect(body).toMatchObject({ by: user, to: { replicas } });
  // Each found what the one before it left: from and to make one chain that ends with what is there. Edits come in between.
  const changes = done
    .map(({ body: { from, to, generation } }) => ({ from: from.replicas, to: to.replicas, generation }))
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => a.generation - b.generation);
  expect(new Set(changes.map(({ generation }) => generation)).size).toBe(changes.length);
  const { metadata, spec } = (await cluster.get(deployment)).body;
  for (const [index, step] of changes.entries())
    expect(changes[index + 1]?.from ?? spec?.replicas).toBe(step.to);
  expect(metadata.annotations).toMatchObject({ 'edits-of-one': `${edits}`, 'edits-of-two': `${edits}` });
  const { data } = (await cluster.get(`/api/v1/namespaces/${namespace}/configmaps/waf`)).body;
  const lines = data?.motd?.split('\n') ?? [];
  for (const user of ['admin', 'operator'])
    expect(lines.filter((line) => line.startsWith(`${user} `))).toHaveLength(edits);
}

interface Scaled {
  from: { replicas: number };
  to: { replicas: number };
  generation: number;
}

/** Reads, counts one more, stores with the version that was read; again where somebody else was faster. */
async function editPast(cluster: KubeApi, path: string, who: string): Promise<void> {
  for (let count = 1; count <= edits; ) {
    const { body } = await cluster.get(path);
    body.metadata.annotations = { ...body.metadata.annotations, [`edits-of-${who}`]: `${count}` };
    const { status } = await cluster.put(path, body);
    if (status === 200) count += 1;
    else expect(status).toBe(409);
    await wait(20);
  }
}

/** Adds lines to a text through the console, as an editor does: with the version that was read. */
async function editConfig(send: Send, user: string, namespace: string): Promise<void> {
  const path = `/api/v1/configs/${namespace}/waf`;
  for (let count = 1; count <= edits; ) {
    const read = JSON.parse((await send(user, 'GET', path)).text) as {
      resourceVersion: string;
      data: Record<string, string>;
    };
    const data = { ...read.data, motd: `${read.data.motd}\n${user} ${count}` };
    const body = { data, resourceVersion: read.resourceVersion, reason: `line ${count}` };
    const { status, text } = await send(user, 'PUT', path, body);
    if (status === 200) count += 1;
    else if (!isTooOld({ status, text })) expect(status, text).toBe(409);
  }
}

/** Refused because a watch was being opened anew in the middle of it: nothing was done, and it may be tried again. */
const isTooOld = ({ status, text }: Answered): boolean => status === 503 && text.includes('Nothing is done:');
