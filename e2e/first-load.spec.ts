import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { offlineGroups } from './support/offline-files.ts';
import { startServer } from './support/server.ts';

/*
 * The budgets of the first load: all bytes of script, and of style sheets, that the page itself requests from a
 * cold start until two seconds after the composer can be typed into.
 */

const dist = 'dist';
/** Bytes as gzip. */
const budgets = { script: 110_000, styles: 12_000 };
const isScript = (path: string) => /\.m?js$/.test(path);
const gzipBytes = (paths: readonly string[]) =>
  paths.reduce((sum, path) => sum + gzipSync(readFileSync(join(dist, path))).byteLength, 0);

test('the page requests at most 110 kB of script and 12 kB of style sheets', async ({ page }) => {
  const server = await startServer({ dir: dist });
  const workers: string[] = [];
  const pathOf = (url: string) => new URL(url).pathname.slice(1);
  page.on('worker', (worker) => workers.push(pathOf(worker.url())));
  await page.goto(server.url);
  await page.getByRole('textbox', { name: 'Message' }).fill('Hello');
  await page.waitForTimeout(2000);

  const requested = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name),
  );
  await server.stop();
  const paths = [...new Set(requested.map(pathOf))];
  const all = paths.filter(isScript);
  const styles = paths.filter((path) => path.endsWith('.css'));
  const ofPage = all.filter((path) => !workers.includes(path));
  const { shell } = offlineGroups(dist);
  const inWorkers = shell.files.map(({ url }) => url).filter((url) => isScript(url) && !ofPage.includes(url));
  console.log(`Page: ${kilobytes(gzipBytes(ofPage))} in ${ofPage.join(', ')}`);
  console.log(
    `Rest of the shell, for workers or later: ${kilobytes(gzipBytes(inWorkers))} in ${inWorkers.join(', ')}`,
  );
  console.log(`Style sheets: ${kilobytes(gzipBytes(styles))} in ${styles.join(', ')}`);
  expect(ofPage.length).toBeGreaterThan(0);
  expect(gzipBytes(ofPage)).toBeLessThanOrEqual(budgets.script);
  expect(styles.length).toBeGreaterThan(0);
  expect(gzipBytes(styles)).toBeLessThanOrEqual(budgets.styles);
});

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB gzip`;
}
