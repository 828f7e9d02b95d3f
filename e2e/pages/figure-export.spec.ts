import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { chooseScenario } from './scenario.ts';
import { test } from './story.ts';

/** What is saved by keyboard alone, from the drawing named. */
async function save(
  page: Page,
  drawing: string | RegExp,
  kind: 'SVG' | 'PNG',
  ground = 'Light',
): Promise<Buffer> {
  await page.getByRole('button', { name: drawing }).focus();
  await page.keyboard.press('Enter');
  const choice = page.getByRole('dialog', { name: drawing });
  await choice.getByRole('radio', { name: ground }).check();
  await choice.getByRole('button', { name: kind }).focus();
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toMatch(new RegExp(`^cnf-[a-z0-9-]+\\.${kind.toLowerCase()}$`));
  await page.keyboard.press('Escape');
  return readFile(await download.path());
}

/** An SVG as a strict reader takes it: what is in it that is more than a drawing. */
const read = (page: Page, svg: string) =>
  page.evaluate((text) => {
    const { documentElement: root } = new DOMParser().parseFromString(text, 'image/svg+xml');
    const all = [root, ...root.querySelectorAll('*')];
    return {
      root: root.localName,
      names: [...new Set(all.map(({ localName }) => localName))].sort(),
      texts: [...root.querySelectorAll('text')].map(({ lastChild }) => lastChild?.textContent),
      outside: all.flatMap((one) =>
        [...one.attributes].filter(
          ({ name, value }) => /^on|href|style|class/.test(name) || /var\(|url\((?!#)/.test(value),
        ),
      ).length,
    };
  }, svg);

test('the drawing of a chain is saved as an SVG that needs nothing else, and as a picture', async ({
  page,
  request,
}) => {
  await chooseScenario(request, 'talk-chain');
  await page.goto('/chains/cnf-edge/internet-edge');
  const svg = (await save(page, /^Export: /, 'SVG')).toString();
  const { root, names, texts, outside } = await read(page, svg);
  expect({ root, outside }).toEqual({ root: 'svg', outside: 0 });
  expect(
    names.filter((name) => !/^(svg|g|defs|marker|path|rect|circle|polyline|text|title)$/.test(name)),
  ).toEqual([]);
  expect(texts).toEqual(
    expect.arrayContaining(['internet-edge', 'v2.24.123 ×3', 'ext1 · macvlan', '5/5 sessions']),
  );
  expect(svg).toContain('rgb(252, 252, 250)');
  expect((await save(page, /^Export: /, 'SVG', 'Dark')).toString()).not.toContain('rgb(252, 252, 250)');
  await expect(page.locator('html')).not.toHaveAttribute('data-theme');
  const png = await save(page, /^Export: /, 'PNG');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.length).toBeGreaterThan(20_000);
});

test('hostile names stay text in the drawing that is saved', async ({ page, request }) => {
  await chooseScenario(request, 'hostile');
  await page.goto('/pods/cnf-hostile/drawn-0');
  const svg = (await save(page, 'Export: Interfaces and their networks', 'SVG')).toString();
  const { root, names, texts, outside } = await read(page, svg);
  expect({ root, outside }).toEqual({ root: 'svg', outside: 0 });
  expect(texts).toEqual(expect.arrayContaining(['<b>&amp;', '<svg/onload=ran=1>']));
  expect(names).not.toContain('script');
});
