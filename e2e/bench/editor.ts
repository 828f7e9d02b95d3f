import { availableParallelism, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { openBrowser } from './browser.ts';
import { writeEditorPart } from './editor-part.ts';

/**
 * Typing in the editor of a configuration: an empty text and one of 22,000 lines, in turns, on one page of one console.
 * Writes its part of docs/benchmarks.md. `node e2e/bench/editor.ts http://localhost:3000/configs/NAMESPACE/NAME?key=KEY`
 */
const [address] = process.argv.slice(2);
if (address === undefined) throw new Error('an address of a configuration’s page is needed');
const lines = 22_000;
const rounds = 2;
const letters = 60;

const large = `router bgp 65001\n${Array.from({ length: lines }, (_, index) => ` neighbor 10.${index >> 16}.${(index >> 8) & 255}.${index & 255} description customer ${index}`).join('\n')}\nexit\n`;

const browser = await openBrowser();
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
await page.goto(address);
await page.locator('.cm-content').waitFor();

/** Milliseconds from each key to the next frame that shows it. */
async function type(text: string): Promise<number[]> {
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  // Pasted: key by key 22,000 lines would take the browser minutes.
  if (text)
    await page.evaluate((pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      document
        .querySelector('.cm-content')
        ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  await page.waitForTimeout(3_000);
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(window, { typed: times });
    addEventListener(
      'keydown',
      (event) => {
        const { timeStamp } = event;
        requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - timeStamp)));
      },
      { capture: true },
    );
  });
  await page.keyboard.type(' neighbor 192.0.2.1 remote-as 65002'.repeat(2).slice(0, letters), { delay: 40 });
  await page.waitForTimeout(500);
  return page.evaluate(() => [...(window as unknown as { typed: number[] }).typed]);
}

const [before] = loadavg();
const found = { empty: [] as number[], large: [] as number[] };
for (let round = 0; round < rounds; round += 1) {
  for (const [name, text] of [
    ['empty', ''],
    ['large', large],
  ] as const) {
    await page.reload();
    await page.locator('.cm-content').waitFor();
    found[name].push(...(await type(text)));
  }
}
await browser.close();
const load = `Load average ${before?.toFixed(1)} before and ${loadavg()[0]?.toFixed(1)} after, on ${availableParallelism()} cores.`;
writeEditorPart(resolve(import.meta.dirname, '../../docs/benchmarks.md'), { lines, load, times: found });
