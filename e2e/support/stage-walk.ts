import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import { ChatPage } from '../pages/chat-page.ts';
import type { Look } from './screen-walk.ts';
import { startServer, type TestServer } from './server.ts';
import { waitForServiceWorker } from './service-worker.ts';

/** A tab that waits for the first one. */
export async function walkSecondTab(context: BrowserContext, url: string, look: Look): Promise<void> {
  const [first, second] = [await context.newPage(), await context.newPage()];
  await new ChatPage(first).open(url);
  await second.goto(url);
  await expect(second.getByRole('heading', { name: 'Pagefile is open in another tab' })).toBeVisible();
  await look('second-tab', second);
  await second.close();
  await first.close();
}

/** The bar that offers a new version: a copy of the build takes the place of the served one, and is made to differ. */
export async function walkUpdate(
  context: BrowserContext,
  served: TestServer,
  build: string,
  look: Look,
): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'pagefile-'));
  cpSync(build, dir, { recursive: true });
  await served.stop();
  const server = await startServer({ dir, port: served.port });
  const page = await context.newPage();
  await new ChatPage(page).open(server.url);
  await waitForServiceWorker(page);
  appendFileSync(join(dir, 'service-worker.js'), '\n// Another version.\n');
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect(page.getByRole('button', { name: 'Update now' })).toBeVisible();
  await look('update', page);
  await page.close();
  await server.stop();
  rmSync(dir, { recursive: true });
}

/** The bar that says that space runs short. Service workers must be blocked: no page sees what they fetch. */
export async function walkLittleRoom(page: Page, url: string, look: Look): Promise<void> {
  const estimate = 'StorageManager.prototype.estimate = async () => ({ usage: 59e6, quota: 64e6 });\n';
  await page.route(agentWorker, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: estimate + (await response.text()) });
  });
  await new ChatPage(page).open(url);
  await expect(page.getByText('Space runs short')).toBeVisible();
  await look('low-space', page);
  await page.unroute(agentWorker);
}

/** The screen of an app that can't start. Service workers must be blocked here, too. */
export async function walkFailedStart(page: Page, url: string, look: Look): Promise<void> {
  const body = "throw new Error('Made to fail');";
  await page.route(agentWorker, (route) => route.fulfill({ contentType: 'text/javascript', body }));
  await page.goto(url);
  await expect(page.getByRole('heading', { name: 'Pagefile could not start' })).toBeVisible();
  await look('failed-start', page);
  await page.unroute(agentWorker);
}

const agentWorker = '**/assets/agent-worker-*.js';
