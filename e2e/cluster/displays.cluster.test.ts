import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { eventually } from '#e2e/contract/eventually.ts';
import { kubeconfig, noCluster } from '#e2e/contract/target.ts';
import { sendRaw } from '#e2e/lab/raw-request.ts';
import { type Console, startConsole } from './console.ts';
import { kubectl, kubectlJson } from './kubectl.ts';
import { kubeconfigOf } from './service-account.ts';

const id = randomBytes(3).toString('hex');
const [one, two] = [`displays-one-${id}`, `displays-two-${id}`];
const env = { CNF_SIGN_IN: 'token', CNF_SESSION_SECRET: 'a secret of thirty-two bytes, or more' };

/** A function without pods: a chain is there all the same. */
const functionOf = (chain: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: `fw-${chain}`,
    labels: { 'app.kubernetes.io/part-of': chain, 'app.kubernetes.io/component': 'firewall' },
    annotations: { 'cnf-console/chain-order': '10' },
  },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: chain } },
    template: {
      metadata: { labels: { app: chain } },
      spec: { containers: [{ name: 'fw', image: 'registry.local/frr:v1' }] },
    },
  },
});

function written(object: object): string {
  const file = join(mkdtempSync(join(tmpdir(), 'cnf-console-')), 'object.json');
  writeFileSync(file, JSON.stringify(object));
  return file;
}

describe.skipIf(noCluster)('display links on a real cluster', () => {
  let console: Console;
  let maker = '';
  let token = '';
  let cookie = '';
  let map = '';

  beforeAll(async () => {
    for (const namespace of [one, two]) await kubectl('create', 'namespace', namespace);
    await kubectl('apply', '-n', one, '-f', written(functionOf('alpha')));
    await kubectl('apply', '-n', one, '-f', written(functionOf('beta')));
    await kubectl('apply', '-n', two, '-f', written(functionOf('gamma')));
    await kubectl('create', 'serviceaccount', 'maker', '-n', one);
    const roles = {
      reader: ['--verb=get,list,watch', '--resource=deployments.apps,configmaps,events'],
      writer: ['--verb=create,delete', '--resource=configmaps,events'],
    };
    for (const [role, rules] of Object.entries(roles)) {
      await kubectl('create', 'role', role, ...rules, '-n', one);
      await kubectl(
        'create',
        'rolebinding',
        role,
        `--role=${role}`,
        `--serviceaccount=${one}:maker`,
        '-n',
        one,
      );
    }
    const file = parse(readFileSync(await kubeconfigOf(one, 'maker'), 'utf8'));
    maker = file.users[0].user.token;
    console = await startConsole(kubeconfig, env);
  });
  afterAll(async () => {
    await console?.stop();
    await kubectl('delete', 'namespace', one, two, '--wait=false', '--ignore-not-found');
  });

  const api = (path: string, method: string, body?: object) =>
    sendRaw(console.url, path, {
      method,
      headers: { authorization: `Bearer ${maker}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  const make = (scope: object) =>
    api('/api/v1/display-links', 'POST', {
      name: 'NOC',
      until: new Date(Date.now() + 3_600_000).toISOString(),
      ...scope,
    });
  const open = (of: string) =>
    sendRaw(console.url, '/api/v1/display-links/open', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: of }),
    });
  /** The first event of the wall's stream, and when it ended. */
  async function snapshot(): Promise<{ status: number; text: string; ended: Promise<number> }> {
    const answer = await fetch(`${console.url}/wall/stream?scope=chains,events,functions`, {
      headers: { cookie },
    });
    const reader = answer.body?.getReader();
    const decoder = new TextDecoder();
    let text = '';
    while (reader && !text.includes('\n\n')) {
      const piece = await reader.read();
      if (piece.done) break;
      text += decoder.decode(piece.value, { stream: true });
    }
    const ended = (async () => {
      // A console that is stopped breaks it off, which is an end too.
      const next = async () => (await reader?.read().catch(() => undefined))?.done ?? true;
      while (!(await next()));
      return Date.now();
    })();
    return { status: answer.status, text, ended };
  }

  it('is a ConfigMap that its maker creates, for what he may list, with no token in it', async () => {
    const elsewhere = await make({ namespace: one, namespaces: [two] });
    expect(elsewhere.status, elsewhere.text).toBe(403);
    const made = await eventually('the chain is known', async () => {
      const answer = await make({ chains: [`${one}/alpha`] });
      return answer.status === 404 ? undefined : answer;
    });
    expect(made.status, made.text).toBe(200);
    const { link, ...rest } = JSON.parse(made.text);
    token = rest.token;
    map = `cnf-display-${link.id}`;
    const kept = await kubectl('get', 'configmap', map, '-n', one, '-o', 'json');
    expect(kept).not.toContain(token);
    expect(kept).toContain(createHash('sha256').update(token).digest('hex'));
    const events = await kubectl('get', 'events', '-n', one, '-o', 'json');
    expect(events).toContain(link.id);
    expect(events).not.toContain(token);
  });

  it('opens the wall of its chain, and knows nothing of another', async () => {
    const opened = await eventually('the link', async () => {
      const answer = await open(token);
      return answer.status === 200 ? answer : undefined;
    });
    cookie = opened.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    const { status, text } = await snapshot();
    expect(status).toBe(200);
    expect(text).toContain('fw-alpha');
    expect(text).not.toMatch(/fw-beta|fw-gamma/);
    expect(text).not.toContain(two);
  });

  it('cannot be made by whoever writes ConfigMaps', async () => {
    const kept = await kubectlJson<{ metadata: { annotations: Record<string, string> } }>(
      'get',
      'configmap',
      map,
      '-n',
      one,
    );
    const forged = `cnfd_0123456789ab_${'A'.repeat(43)}`;
    const annotations = Object.fromEntries(
      Object.entries(kept.metadata.annotations).map(([name, value]) => [
        name,
        value
          .replace(map.slice(-12), '0123456789ab')
          .replace(/"hash":"\w+"/, `"hash":"${createHash('sha256').update(forged).digest('hex')}"`),
      ]),
    );
    const labels = { 'cnf-console/display-link': 'true' };
    const name = 'cnf-display-0123456789ab';
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels, annotations } };
    await kubectl('create', '-n', one, '-f', written(object));
    await eventually('it is told as what it is', async () => {
      const { text } = await api('/api/v1/display-links', 'GET');
      return JSON.parse(text).unreadable?.length === 1 ? true : undefined;
    });
    expect((await open(forged)).status).toBe(401);
  });

  it('holds after a restart, without what its maker may not list any more', async () => {
    await console.stop();
    console = await startConsole(kubeconfig, env);
    expect((await snapshot()).text).toContain('fw-alpha');
    await kubectl('delete', 'rolebinding', 'reader', '-n', one);
    await console.stop();
    console = await startConsole(kubeconfig, env);
    const { status, text } = await snapshot();
    expect(status).toBe(200);
    expect(text).not.toContain('fw-alpha');
  });

  it('ends within five seconds when its ConfigMap is deleted, by whatever hand', async () => {
    const { ended } = await snapshot();
    await kubectl('delete', 'configmap', map, '-n', one);
    const from = Date.now();
    expect((await ended) - from).toBeLessThan(5_000);
    const after = await sendRaw(console.url, '/wall/stream?scope=chains', { headers: { cookie } });
    expect(after.status).toBe(401);
    expect(JSON.parse(after.text).reason.code).toBe('display-link-unknown');
  });
});
