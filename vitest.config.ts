import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumArgs, installedChromium } from './scripts/chromium.mjs';
import { isolationHeaders } from './src/service-worker/response-headers.ts';
import { alias, prebundled } from './vite.config.ts';

const executablePath = installedChromium();

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.{mjs,ts}'],
          exclude: ['**/*.browser.test.{ts,tsx}', '**/*.heavy.test.{ts,tsx}'],
        },
      },
      {
        test: {
          name: 'heavy',
          environment: 'node',
          include: ['src/**/*.heavy.test.ts'],
          env: { HEAVY: '1' },
        },
      },
      {
        plugins: [react()],
        resolve: { alias },
        optimizeDeps: { include: prebundled },
        worker: { format: 'es' },
        // The runtime's threads are tested too, and they need isolation.
        server: { headers: isolationHeaders },
        test: {
          name: 'browser',
          include: ['src/**/*.browser.test.{ts,tsx}'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { args: chromiumArgs, ...(executablePath && { executablePath }) },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
