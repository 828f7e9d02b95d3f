import type { Page } from '@playwright/test';

/** A slow network: the page is there, its program comes when one lets it. */
export async function heldBack(page: Page): Promise<() => void> {
  let arrive = () => {};
  const late = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route('**/_next/static/**/*.js', async (route) => {
    await late;
    await route.continue();
  });
  return arrive;
}
