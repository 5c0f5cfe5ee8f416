import { defineConfig } from '@playwright/test';
import config from '../playwright.config.ts';

// Read by accessibility.spec.ts; `npm test` looks at each screen in one of the two sizes.
process.env.ALL_SIZES = 'yes';

/** `npm run test:accessibility`: every screen in a wide window and on a phone. */
export default defineConfig({
  ...config,
  testDir: '.',
  testMatch: 'accessibility.spec.ts',
  outputDir: '../test-results/e2e',
});
