import { defineConfig } from '@playwright/test';
import { installedChromium } from '../../scripts/chromium.mjs';

const executablePath = installedChromium();
const minute = 60_000;

/**
 * `npm run test:webgpu`, which `npm test` leaves out: it needs a network and a graphics processor, and downloads
 * a model. HEADED=1 shows the browser; some systems give the graphics processor to visible windows alone.
 */
export default defineConfig({
  testDir: '.',
  testMatch: 'real-model.ts',
  outputDir: '../../test-results/webgpu',
  reporter: [['list']],
  workers: 1,
  retries: 0,
  timeout: 60 * minute,
  expect: { timeout: 5 * minute },
  use: {
    browserName: 'chromium',
    headless: !process.env.HEADED,
    trace: 'retain-on-failure',
    launchOptions: {
      // No software in its place: a token would take half a minute.
      args: ['--no-sandbox', '--enable-unsafe-webgpu', '--enable-features=Vulkan', '--ignore-gpu-blocklist'],
      ...(executablePath && { executablePath }),
    },
  },
});
