import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** The system's Chromium where there is one; otherwise Playwright's own (`npx playwright install chromium`). */
const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export default defineConfig({
  testDir: 'e2e/pages',
  fullyParallel: false,
  snapshotPathTemplate: '{testDir}/__looks__/{arg}{ext}',
  globalSetup: './e2e/pages/global-build.ts',
  // Each has a lab and a console of its own (e2e/pages/story.ts). A third of the time is waiting: for runs, rollouts and time-outs.
  workers: 3,
  // Nothing is said about how fast the machine is: these end a test that stands still.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME ? [['list'], ['json']] : 'list',
  use: {
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(system && { executablePath: system }),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    },
  },
});
