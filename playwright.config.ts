import { defineConfig } from '@playwright/test';
import { chromiumArgs, installedChromium } from './scripts/chromium.mjs';

const executablePath = installedChromium();

/** The tests serve builds themselves (e2e/support/server.ts), since some of them stop the server. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  workers: 1,
  retries: 0,
  timeout: 60_000,
  forbidOnly: true,
  use: {
    browserName: 'chromium',
    trace: 'retain-on-failure',
    launchOptions: { args: chromiumArgs, ...(executablePath && { executablePath }) },
  },
});
