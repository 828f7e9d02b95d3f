import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from '@playwright/test';
import { openBrowser } from '#e2e/bench/browser.ts';
import { buildConsole } from '#e2e/cluster/console.ts';
import { contactSheet, type Shot } from './contact-sheet.ts';
import { type Stage, type StateName, States } from './states.ts';
import { settled, show, type View, views } from './views.ts';

/**
 * `npm run screenshots`: every page in every state, light and dark, English and Japanese, on each screen, into
 * `.screenshots/` with a page that shows them all. `--only pod,wall`, `--state trouble`, `--theme dark`, `--lang ja` and
 * `--size 390x844` take less. Whatever it takes of the README's pictures goes into `docs/images` as well; `--docs` takes
 * these alone.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    state: { type: 'string' },
    theme: { type: 'string' },
    lang: { type: 'string' },
    size: { type: 'string' },
    out: { type: 'string', default: resolve(import.meta.dirname, '../../.screenshots') },
    docs: { type: 'boolean', default: false },
  },
});
const say = (text: string) => process.stdout.write(`${text}\n`);
const chosen = (option: string | undefined, value: string): boolean =>
  option === undefined || option.split(',').includes(value);

/** What the README shows, by the names of the pictures; always in English. */
const pictures: Readonly<Record<string, string>> = {
  'trouble_home_1440x900_light_en.png': 'home',
  'talk-chain_chain_1440x900_light_en.png': 'chain',
  'runs_wall_1920x1080_dark_en.png': 'wall',
};
const images = resolve(import.meta.dirname, '../../docs/images');

const nameOf = (view: View, size: string, theme: string, language: string): string =>
  `${[view.state, view.name, size, theme, language].join('_')}.png`;

const themes = (['light', 'dark'] as const).filter((theme) => chosen(values.theme, theme));
const languages = (['en', 'ja'] as const).filter((language) => chosen(values.lang, language));
const screens = { desk: ['1440x900', '390x844', '1920x1080'], wall: ['1920x1080', '3840x2160'] };

const setSize = (page: Page, size: string) => {
  const [width = 1440, height = 900] = size.split('x').map(Number);
  return page.setViewportSize({ width, height });
};

async function takeAll(page: Page, view: View, stage: Stage, language: string): Promise<Shot[]> {
  const taken: Shot[] = [];
  const sizes = (view.wall ? screens.wall : screens.desk).filter((size) => chosen(values.size, size));
  for (const size of sizes) {
    await setSize(page, size);
    let shown = false;
    // A wall's theme is in its address, everybody else's is the browser's.
    for (const theme of themes) {
      const file = nameOf(view, size, theme, language);
      if (values.docs && !(file in pictures)) continue;
      await page.emulateMedia({ colorScheme: theme });
      if (view.wall) {
        const query = new URLSearchParams({ theme, lang: language, tz: 'Asia/Tokyo' });
        const path = `${view.path}${view.path.includes('?') ? '&' : '?'}${query}`;
        await show(page, { ...view, path }, stage);
      } else if (shown) await settled(page, view);
      else await show(page, view, stage);
      shown = true;
      await page.screenshot({ path: join(values.out, file), animations: 'disabled' });
      const picture = pictures[file];
      if (picture !== undefined) copyFileSync(join(values.out, file), join(images, `${picture}.png`));
      taken.push({ file, view: view.name, state: view.state, size, theme, language });
    }
  }
  return taken;
}

async function openPages(browser: Browser): Promise<Map<string, Page>> {
  const pages = new Map<string, Page>();
  for (const language of languages) {
    const context = await browser.newContext({
      locale: language === 'ja' ? 'ja-JP' : 'en-GB',
      timezoneId: 'Asia/Tokyo',
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    pages.set(language, await context.newPage());
  }
  return pages;
}

buildConsole();
rmSync(values.out, { recursive: true, force: true });
mkdirSync(values.out, { recursive: true });
const states = new States();
const browser = await openBrowser();
const shots: Shot[] = [];
const failures: string[] = [];
try {
  const pages = await openPages(browser);
  for (const state of Object.keys(states.enter) as StateName[]) {
    const wanted = views.filter(
      (view) => view.state === state && chosen(values.state, state) && chosen(values.only, view.name),
    );
    if (wanted.length === 0) continue;
    const stage = await states.enter[state]();
    for (const view of wanted) {
      for (const [language, page] of pages) {
        try {
          shots.push(...(await takeAll(page, view, stage, language)));
        } catch (error) {
          failures.push(
            `${state} ${view.name} ${language}: ${error instanceof Error ? error.message : error}`,
          );
        }
      }
    }
    say(`${state}: ${wanted.length} pages`);
  }
} finally {
  await browser.close();
  await states.leave();
}
writeFileSync(join(values.out, 'index.html'), contactSheet(shots));
say(`${shots.length} pictures: ${join(values.out, 'index.html')}`);
for (const failure of failures) say(`failed: ${failure}`);
process.exitCode = failures.length === 0 ? 0 : 1;
