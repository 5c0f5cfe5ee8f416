import { defineConfig } from '@playwright/test';
import { chromiumArgs, installedChromium } from '../../scripts/chromium.mjs';

const executablePath = installedChromium();

/** `npm run screenshots`, which `npm test` leaves out: pictures for a person to look at, of the build for tests. */
export default defineConfig({
  testDir: '.',
  testMatch: ['screens.ts', 'readme.ts'],
  outputDir: '../../test-results/screenshots',
  reporter: [['list']],
  workers: 1,
  retries: 0,
  timeout: 120_000,
  use: {
    browserName: 'chromium',
    actionTimeout: 15_000,
    launchOptions: { args: chromiumArgs, ...(executablePath && { executablePath }) },
  },
});
