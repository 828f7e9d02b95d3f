import { test as base } from '@playwright/test';
import { startOwnLab } from './own-lab.ts';

/**
 * The test of stories that open the console's pages by their path. Each worker has a console of its own, on a lab of
 * its own whose scenario its stories choose, so that workers go side by side. With BASE_URL the stories are told
 * of the console that is served there.
 */
export const test = base.extend<object, { served: string }>({
  served: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern that it needs nothing.
    async ({}, use) => {
      if (process.env.BASE_URL !== undefined) return use(process.env.BASE_URL);
      const lab = await startOwnLab('talk-chain');
      try {
        await use((await lab.console('admin')).url);
      } finally {
        await lab.stop();
      }
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: ({ served }, use) => use(served),
});
