import type { CDPSession, Page } from '@playwright/test';

/** What somebody saw who looked in one second. */
export interface Look {
  /** By the page's clock. */
  at: number;
  freshness: string;
  /** The whole screen says STALE. */
  saysStale: boolean;
}

declare global {
  interface Window {
    wallDay?: { looks: Look[]; bytes: number };
  }
}

/** Looks at the screen every second of the page's clock, and counts what its streams have brought. Changes nothing. */
export async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const day: { looks: Look[]; bytes: number } = { looks: [], bytes: 0 };
    window.wallDay = day;
    const { read } = ReadableStreamDefaultReader.prototype;
    ReadableStreamDefaultReader.prototype.read = async function (this: ReadableStreamDefaultReader) {
      const piece = await read.call(this);
      day.bytes += piece.value?.length ?? 0;
      return piece;
    } as typeof read;
    const original = window.fetch;
    window.fetch = (input, init) => {
      if (String(input).includes('/wall/stream')) day.bytes = 0;
      return original(input, init);
    };
    setInterval(() => {
      const freshness = document.querySelector<HTMLElement>('[data-freshness]')?.dataset.freshness ?? 'none';
      const alert = document.querySelector('[role=alert] p')?.textContent ?? '';
      day.looks.push({ at: Date.now(), freshness, saysStale: alert.includes('STALE') });
    }, 1_000);
  });
}

/** What was seen since the last time; nothing while the page is being loaded. */
export const looks = (page: Page): Promise<Look[]> =>
  page.evaluate(() => window.wallDay?.looks.splice(0) ?? []).catch(() => []);

/** Waits, by the real clock, until the page has read what was written to its stream. */
export async function untilRead(page: Page, written: () => number | null): Promise<void> {
  for (let count = 0; count < 200; count += 1) {
    const wanted = written();
    if (wanted === null) return;
    const read = await page.evaluate(() => window.wallDay?.bytes ?? 0).catch(() => 0);
    if (read >= wanted) return;
  }
}

export interface Size {
  at: number;
  /** Bytes of the JavaScript heap after a collection. */
  heap: number;
  nodes: number;
  listeners: number;
}

export async function measure(cdp: CDPSession, at: number): Promise<Size> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  return { at, heap: usedSize, nodes, listeners: jsEventListeners };
}
