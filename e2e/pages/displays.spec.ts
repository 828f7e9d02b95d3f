import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import type { Console } from '#e2e/cluster/console.ts';
import { sendRaw, signInBy } from '#e2e/lab/raw-request.ts';
import { isAccessible } from './accessible.ts';
import { type OwnLab, startOwnLab } from './own-lab.ts';

/** A wall on a screen that nobody signs in on: by a link that opens it and nothing else. */
let lab: OwnLab;
let console_: Console;
let operator: string;
const secret = 'a secret of thirty-two bytes, or more';

test.beforeAll(async () => {
  lab = await startOwnLab('restricted');
  console_ = await lab.console('admin', { CNF_SIGN_IN: 'token', CNF_SESSION_SECRET: secret });
  operator = (await signInBy(console_.url, 'lab-operator')).cookie;
});
test.afterAll(() => lab.stop());

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const json = { 'content-type': 'application/json' };

async function make(more: Record<string, unknown> = {}, cookie = operator) {
  const answer = await sendRaw(console_.url, '/api/v1/display-links', {
    method: 'POST',
    headers: { ...json, origin: console_.url, cookie },
    body: JSON.stringify({ name: 'NOC', namespaces: ['cnf-edge'], until: inDays(30), ...more }),
  });
  const body = JSON.parse(answer.text);
  return { status: answer.status, body, token: String(body.token), id: String(body.link?.id) };
}
const revoke = (id: string) =>
  sendRaw(console_.url, `/api/v1/display-links/${id}?namespace=cnf-edge`, {
    method: 'DELETE',
    headers: { origin: console_.url, cookie: operator },
  });

/** The cookie that a display gets; the watch may need a moment to see the link. */
async function open(token: string): Promise<string> {
  let cookie = '';
  await expect(async () => {
    const answer = await sendRaw(console_.url, '/api/v1/display-links/open', {
      method: 'POST',
      headers: { ...json, origin: console_.url },
      body: JSON.stringify({ token }),
    });
    expect(answer.status, answer.text).toBe(200);
    const [line = ''] = answer.headers['set-cookie'] ?? [];
    expect(line).toMatch(/; Path=\/wall; Max-Age=\d+; HttpOnly; SameSite=Strict$/);
    cookie = line.split(';')[0] ?? '';
  }).toPass({ timeout: 10_000 });
  return cookie;
}

async function asOperator(context: BrowserContext): Promise<Page> {
  const [name = '', value = ''] = operator.split(/=(.*)/s);
  await context.addCookies([{ name, value, url: console_.url }]);
  return context.newPage();
}

test('every other page and endpoint refuses a display', async () => {
  const { token } = await make();
  const cookie = await open(token);
  const headers = { cookie, origin: console_.url };
  const document = JSON.parse(
    (await sendRaw(console_.url, '/api/v1/openapi.json', { headers: { cookie: operator } })).text,
  );
  // What is for those who have not signed in answers a display as it answers anybody.
  const open_ = new Set(['/api/v1/session', '/api/v1/display-links/open']);
  const endpoints = Object.entries<Record<string, unknown>>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() })),
  );
  expect(endpoints.length).toBeGreaterThan(40);
  for (const { path, method } of endpoints.filter((one) => !open_.has(one.path))) {
    const target = `${path.replace(/\{\w+\}/g, 'x')}?scope=chains`;
    const answer = await sendRaw(console_.url, target, { method, headers });
    expect(answer.status, `${method} ${path}`).toBe(401);
    // Nor is it a session, whatever its cookie is called.
    const renamed = { ...headers, cookie: `cnf-session=${token}` };
    const again = await sendRaw(console_.url, target, { method, headers: renamed });
    expect(again.status, `${method} ${path} as a session`).toBe(401);
  }
  // As a bearer's token it is one more wrong guess, of which there may be twenty.
  const bearer = { headers: { ...headers, authorization: `Bearer ${token}` } };
  for (const path of ['/api/v1/pods', '/api/v1/stream?scope=chains'])
    expect((await sendRaw(console_.url, path, bearer)).status, path).toBe(401);
  const session = await sendRaw(console_.url, '/api/v1/session', { headers });
  expect(JSON.parse(session.text).session).toBeNull();
  for (const page of ['/', '/chains', '/functions', '/pods', '/configs', '/networks', '/upgrades'])
    expect((await sendRaw(console_.url, page, { headers })).status, page).toBe(303);
  for (const page of ['/activity', '/displays', '/start', '/nowhere', '/wall/', '/wall/x', '/api/docs'])
    expect([303, 308, 401], page).toContain((await sendRaw(console_.url, page, { headers })).status);
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
    expect((await sendRaw(console_.url, '/wall/stream', { method, headers })).status, method).toBe(401);
  for (const topic of ['pods', 'networks', 'runs', 'pod:cnf-edge/x', 'chains,pods']) {
    const { status } = await sendRaw(console_.url, `/wall/stream?scope=${topic}`, { headers });
    expect(status, topic).toBe(403);
  }
  expect((await sendRaw(console_.url, '/wall', { headers })).status).toBe(200);
  expect((await sendRaw(console_.url, '/wall/freezes', { headers })).status).toBe(200);
});

test('a link shows no more than its maker may list, and none of other chains', async () => {
  // The operator has rights in cnf-edge alone; the admin's link is for one chain.
  expect((await make({ namespaces: ['cnf-core'] })).status).toBe(403);
  expect((await make({ namespaces: [], chains: ['cnf-edge/nothing'] })).status).toBe(404);
  expect((await make({ until: inDays(-1) })).status).toBe(400);
  expect((await make({ until: inDays(400) })).status).toBe(400);
  expect((await make({ namespaces: [] })).status).toBe(400);
  const viewer = (await signInBy(console_.url, 'lab-viewer')).cookie;
  const refused = await make({}, viewer);
  expect(refused.status).toBe(403);
  expect(refused.body.right).toMatchObject({ verb: 'create', resource: 'configmaps' });
  const kept = await sendRaw(console_.url, '/api/v1/display-links', { headers: { cookie: viewer } });
  const { token } = await make();
  expect(kept.text).not.toMatch(/hash|cnfd_/);
  expect(console_.output()).not.toContain(token);
});

test('a link is made on its page and opens the wall; revoked, the wall says so within five seconds', async ({
  browser,
}) => {
  // It is looked at by axe six times.
  test.setTimeout(150_000);
  const context = await browser.newContext();
  const page = await asOperator(context);
  await page.goto(`${console_.url}/displays`);
  await page.getByRole('button', { name: 'Make a display link' }).click();
  await page.getByRole('button', { name: 'Make the link' }).click();
  await expect(page.getByText('Give it a name, and choose what it shows.')).toBeVisible();
  await page.getByLabel('Name of the display').fill('East wall');
  await page.getByLabel('internet-edge', { exact: true }).check();
  await isAccessible(page);
  await page.getByRole('button', { name: 'Make the link' }).click();
  await expect(page.getByRole('img', { name: 'QR code of the link' })).toBeVisible();
  await isAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await isAccessible(page);
  const address = (await page.getByText('/wall/link#').textContent()) ?? '';

  const screen = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const wall = await screen.newPage();
  const asked: string[] = [];
  wall.on('request', (request) => asked.push(`${request.url()} ${request.headers().referer ?? ''}`));
  await wall.goto(address);
  await expect(wall).toHaveURL(`${console_.url}/wall`);
  await expect(wall.locator('main article')).toHaveCount(1);
  await expect(wall.getByText('East wall')).toBeVisible();
  await isAccessible(wall);
  const [, token = ''] = address.split('#');
  expect(token).toMatch(/^cnfd_/);
  // The browser itself counts the part behind `#` to a document's address, and sends it to nobody.
  expect(asked.filter((line) => !line.startsWith(address)).join()).not.toContain(token);
  expect(await wall.evaluate(() => document.cookie)).not.toContain('cnf-display');

  await page.getByRole('button', { name: 'Revoke: East wall' }).click();
  await page.getByRole('button', { name: 'Really revoke: East wall' }).click();
  const from = Date.now();
  await expect(wall.getByRole('alert').filter({ hasText: 'The display link was revoked.' })).toBeVisible();
  expect(Date.now() - from).toBeLessThan(5_000);
  await isAccessible(wall);
  // Whoever starts it again is told the same, on the wall and by the link.
  await wall.reload();
  await expect(wall.getByRole('alert').filter({ hasText: 'The display link was revoked.' })).toBeVisible();
  await wall.goto('about:blank');
  await wall.goto(address);
  await expect(wall.getByRole('status')).toContainText('The display link was revoked.');
  await isAccessible(wall);
  await Promise.all([context.close(), screen.close()]);
});

test('a revoked link ends its streams within five seconds, an ended one by itself; all replicas know', async () => {
  const { token, id } = await make();
  const cookie = await open(token);
  const other = await lab.console('admin', { CNF_SIGN_IN: 'token', CNF_SESSION_SECRET: secret });
  const ends = [console_, other].map(async ({ url }) => {
    const answer = await sendRaw(url, '/wall/stream?scope=chains', { headers: { cookie } });
    return { status: answer.status, at: Date.now() };
  });
  const short = await make({ until: new Date(Date.now() + 4_000).toISOString() });
  const shortCookie = await open(short.token);
  const ended = sendRaw(console_.url, '/wall/stream?scope=chains', { headers: { cookie: shortCookie } });
  expect((await ended).status).toBe(200);
  const after = await sendRaw(console_.url, '/wall/stream?scope=chains', {
    headers: { cookie: shortCookie },
  });
  expect(JSON.parse(after.text).reason.code).toBe('display-link-expired');
  const from = Date.now();
  expect((await revoke(id)).status).toBe(200);
  for (const { status, at } of await Promise.all(ends)) {
    expect(status).toBe(200);
    expect(at - from).toBeLessThan(5_000);
  }
  const audit = await sendRaw(console_.url, '/api/v1/audit', { headers: { cookie: operator } });
  expect(audit.text).toContain(`revoke display link ${id}`);
  expect(audit.text).not.toContain(token);
});
