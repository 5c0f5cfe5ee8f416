import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import type { AppToMeasure } from '../../scripts/bench.mjs';
import { chromiumArgs } from '../../scripts/chromium.mjs';
import { serve } from '../../scripts/serve.mjs';
import { ChatPage } from '../pages/chat-page.ts';

/** The production build, opened in Chromium with a profile of its own on the disk. */
export class BenchApp {
  readonly page: Page;
  readonly chat: ChatPage;
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
    this.chat = new ChatPage(page);
  }

  /** Lets `use` work with the app; then everything is ended and removed. */
  static async with<Result>(
    { dir, executablePath }: AppToMeasure,
    use: (app: BenchApp) => Promise<Result>,
  ): Promise<Result> {
    const profile = mkdtempSync(resolve('node_modules/.bench-profile-'));
    const server = await serve({ dir, port: 0 });
    try {
      const context = await chromium.launchPersistentContext(profile, { executablePath, args: chromiumArgs });
      try {
        const [page = await context.newPage()] = context.pages();
        const app = new BenchApp(context, page);
        await page.addInitScript(noteHandedOver);
        await app.chat.open(server.url);
        return await use(app);
      } finally {
        await context.close();
      }
    } finally {
      await server.stop();
      rmSync(profile, { recursive: true, force: true });
    }
  }

  /** Since the files were picked, in milliseconds, until as many documents are at least where such words say. */
  async untilShown(words: string, documents: number): Promise<number> {
    return this.page.evaluate(untilShown, { words, documents });
  }

  /** Milliseconds since the files were picked. */
  sincePicked(): Promise<number> {
    return this.page.evaluate(
      () => performance.now() - (performance.getEntriesByName('picked')[0]?.startTime ?? Number.NaN),
    );
  }

  async trace(categories: readonly string[], during: () => Promise<void>): Promise<string> {
    const browser = this.#context.browser();
    if (!browser) throw new Error('This browser can not be traced.');
    await browser.startTracing(undefined, { categories: [...categories] });
    await during();
    return (await browser.stopTracing()).toString();
  }

  /**
   * The most memory that the page's process, its workers included, has held so far, in bytes: its peak resident
   * set, counted by Linux from outside, with what Chromium itself takes. `null` on other systems.
   */
  async peakBytes(): Promise<number | null> {
    const session = await this.#context.browser()?.newBrowserCDPSession();
    const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
    const peaks = processInfo
      .map(({ id }) => `/proc/${id}/status`)
      .filter((path) => existsSync(path))
      .map((path) => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(path, 'utf8'))?.[1] ?? 0) * 1024);
    return peaks.length === 0 ? null : Math.max(...peaks);
  }
}

/** Runs in the page, before its own scripts. */
function noteHandedOver(): void {
  addEventListener(
    'change',
    ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === 'file') performance.mark('picked');
    },
    { capture: true },
  );
}

/** Runs in the page: told by each change of it, so that waiting takes no time of its own. */
function untilShown({ words, documents }: { words: string; documents: number }): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      const rows = document.querySelectorAll('ul[aria-label="Documents coming in"] > li');
      const done = [...rows].filter((row) => new RegExp(words).test(row.textContent ?? ''));
      if (done.length < documents) return;
      observer.disconnect();
      resolve(performance.now() - (performance.getEntriesByName('picked')[0]?.startTime ?? Number.NaN));
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
  });
}
