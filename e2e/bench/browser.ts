import { existsSync } from 'node:fs';
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';

const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(system !== undefined && { executablePath: system }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
    ],
  });
}

/** What the page writes down about itself; the times are of performance.now() in the page. */
interface Notes {
  usableAt: number | null;
  longTasks: { at: number; duration: number }[];
  /** The first row's restart count, each when the frame after its change was begun. */
  seen: { text: string; at: number }[];
}
declare global {
  interface Window {
    notes: Notes;
  }
}

/** Runs in the page, before anything of the page itself. */
function takeNotes(expected: number): void {
  const notes: Notes = { usableAt: null, longTasks: [], seen: [] };
  window.notes = notes;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      notes.longTasks.push({ at: entry.startTime, duration: entry.duration });
  }).observe({ type: 'longtask', buffered: true });
  const usable = () => {
    const grid = document.querySelector('[role=grid]');
    const rows = Number(grid?.getAttribute('aria-rowcount') ?? 0);
    const first = grid?.querySelector('[role=row][data-index="0"]');
    const filter = document.querySelector<HTMLInputElement>('search input');
    if (rows > expected && first && filter && !filter.disabled) notes.usableAt = performance.now();
    else requestAnimationFrame(usable);
  };
  requestAnimationFrame(usable);
  const restarts = () =>
    document.querySelector('[role=row][data-index="0"] [aria-colindex="5"]')?.textContent ?? '';
  let last = '';
  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    const text = restarts();
    if (text === last) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      last = restarts();
      notes.seen.push({ text: last, at: performance.now() });
    });
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

export interface FirstLoad {
  /** From navigation to all rows there, the first one drawn and the filter ready; milliseconds. */
  usable: number;
  /** Compressed, with headers, of everything the page loaded until a second after that; bytes. */
  bytes: number;
  requests: number;
}

/** Opens a page with an empty cache, and says what it cost. */
export async function firstLoad(page: Page, url: string, expected: number): Promise<FirstLoad> {
  const session = await page.context().newCDPSession(page);
  const traffic = await countBytes(session);
  await page.addInitScript(takeNotes, expected);
  await page.goto(url, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.notes.usableAt !== null, undefined, { timeout: 120_000 });
  const usable = await page.evaluate(() => window.notes.usableAt ?? Number.NaN);
  await page.waitForTimeout(1000);
  await session.detach();
  return { usable, ...traffic() };
}

async function countBytes(session: CDPSession): Promise<() => { bytes: number; requests: number }> {
  const received = new Map<string, number>();
  const add = (id: string, bytes: number) => received.set(id, (received.get(id) ?? 0) + bytes);
  session.on('Network.responseReceived', ({ requestId, response }) =>
    add(requestId, response.encodedDataLength),
  );
  session.on('Network.dataReceived', ({ requestId, encodedDataLength }) => add(requestId, encodedDataLength));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    received.set(requestId, Math.max(encodedDataLength, received.get(requestId) ?? 0)),
  );
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  return () => ({
    bytes: [...received.values()].reduce((sum, bytes) => sum + bytes, 0),
    requests: received.size,
  });
}

/** What to add to the page's performance.now() to have this process's: by the quickest of several questions. */
export async function clockOffset(page: Page): Promise<number> {
  let best = { took: Number.POSITIVE_INFINITY, offset: 0 };
  for (let tries = 0; tries < 30; tries += 1) {
    const asked = performance.now();
    const there = await page.evaluate(() => performance.now());
    const took = performance.now() - asked;
    if (took < best.took) best = { took, offset: asked + took / 2 - there };
  }
  return best.offset;
}

export async function seen(page: Page): Promise<Notes['seen']> {
  return page.evaluate(() => window.notes.seen);
}

/** Milliseconds of long tasks (over 50 ms) and the longest one while `work` was going on, and how long that was. */
export async function longTasksDuring(
  page: Page,
  work: () => Promise<void>,
): Promise<{ total: number; longest: number; seconds: number }> {
  const from = await page.evaluate(() => performance.now());
  await work();
  await page.waitForTimeout(300);
  return page.evaluate((since) => {
    const tasks = window.notes.longTasks.filter((task) => task.at >= since);
    return {
      total: tasks.reduce((sum, task) => sum + task.duration, 0),
      longest: tasks.reduce((longest, task) => Math.max(longest, task.duration), 0),
      seconds: (performance.now() - since) / 1000,
    };
  }, from);
}
