import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Locator, type Page } from '@playwright/test';
import { settled } from '#e2e/looks/views.ts';
import { chooseScenario } from './scenario.ts';
import { test } from './story.ts';

/**
 * Pages that stay as they are while nobody changes them, compared with how they looked when somebody last looked
 * (docs/adr/0018). `npx playwright test looks --update-snapshots` takes them anew: look at them before they are kept.
 */
const parts: readonly [name: string, path: string, part: (page: Page) => Locator][] = [
  [
    'chain',
    '/chains/cnf-edge/internet-edge',
    (page) => page.getByRole('region', { name: 'The way of the traffic' }),
  ],
  ['functions', '/functions', (page) => page.getByRole('main').getByRole('table')],
  ['networks', '/networks', (page) => page.getByRole('main')],
  [
    'interfaces',
    '/pods/cnf-edge/router-a-0',
    (page) => page.getByRole('region', { name: 'Interfaces and their networks' }),
  ],
  ['ways', '/pods/cnf-edge/router-a-0', (page) => page.getByRole('region', { name: 'Ways in and out' })],
  ['start', '/start', (page) => page.getByRole('main')],
];

/** Fonts come with the test, so that a picture tells of the page and not of the machine. */
const fontFace = (family: string, file: string): string => {
  const data = readFileSync(createRequire(import.meta.url).resolve(file)).toString('base64');
  return `@font-face { font-family: "${family}"; font-weight: 100 900; src: url(data:font/woff2;base64,${data}) }`;
};
const fonts = [
  fontFace('Inter Variable', '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
  fontFace('Test Mono', '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2'),
  ':root { --font-mono: "Test Mono" !important }',
].join('\n');

test.use({
  bypassCSP: true,
  viewport: { width: 1280, height: 1800 },
  contextOptions: { reducedMotion: 'reduce' },
});

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await settled(page, { name: path, state: 'talk-chain', path });
  await page.addStyleTag({ content: fonts });
  await page.evaluate(() => document.fonts.ready);
}

for (const theme of ['light', 'dark'] as const) {
  test(`stable pages look as they did: ${theme}`, async ({ page, request }) => {
    await chooseScenario(request, 'talk-chain');
    await page.emulateMedia({ colorScheme: theme });
    for (const [name, path, part] of parts) {
      await open(page, path);
      await expect(page.getByText('sessions not read')).toHaveCount(0);
      await expect.soft(part(page)).toHaveScreenshot(`${name}-${theme}.png`, {
        animations: 'disabled',
        // Another release of the browser draws edges a little differently; a moved box is more than that.
        threshold: 0.25,
        maxDiffPixelRatio: 0.004,
        mask: [page.locator('time')],
      });
    }
  });
}
