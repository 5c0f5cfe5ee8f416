import { mkdtempSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { chromium, type Page } from 'playwright';
import type { AppToMeasure } from '../../scripts/bench.mjs';
import { chromiumArgs } from '../../scripts/chromium.mjs';
import { serve } from '../../scripts/serve.mjs';
import { ChatPage } from '../pages/chat-page.ts';
import { median } from './paired-speeds.ts';

const STARTS = 3;
const note = {
  name: 'ferry.txt',
  mimeType: 'text/plain',
  buffer: Buffer.from('The toll of the Marrowby ferry is eleven farthings.'),
};

/**
 * The production build started offline: a new browser with a profile on the disk and no server, after one visit with
 * one document. Each the median of three:
 *
 * - `ui.first_contentful_paint_ms`: from the navigation, by the browser's own account
 * - `ui.time_to_first_search_ms`: from the navigation until the page shows the answer by search to a question that
 *   is asked as soon as one can type
 */
export async function measure({ dir, executablePath }: AppToMeasure): Promise<Record<string, number>> {
  const profile = mkdtempSync(resolve('node_modules/.bench-profile-'));
  const withPage = async <Result>(use: (page: Page) => Promise<Result>): Promise<Result> => {
    const context = await chromium.launchPersistentContext(profile, { executablePath, args: chromiumArgs });
    try {
      return await use(context.pages()[0] ?? (await context.newPage()));
    } finally {
      await context.close();
    }
  };
  try {
    const server = await serve({ dir, port: 0 });
    try {
      await withPage((page) => visit(page, server.url));
    } finally {
      await server.stop();
    }
    const starts = [];
    for (let start = 0; start < STARTS; start++)
      starts.push(await withPage((page) => begin(page, server.url)));
    return {
      'ui.first_contentful_paint_ms': median(starts.map((it) => it.painted)),
      'ui.time_to_first_search_ms': median(starts.map((it) => it.searched)),
    };
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

async function visit(page: Page, url: string): Promise<void> {
  const chat = new ChatPage(page);
  await chat.open(url);
  await chat.drop(note);
  await chat.waitUntilReady(note.name);
  await page
    .getByRole('button', { name: /Works offline|offline/i })
    .first()
    .waitFor();
}

async function begin(page: Page, url: string): Promise<{ painted: number; searched: number }> {
  const chat = new ChatPage(page);
  await page.goto(url);
  await chat.composer.waitFor();
  const before = await chat.searchAnswers.count();
  await chat.composer.fill('What is the toll of the Marrowby ferry?');
  await chat.composer.press('Enter');
  const times = page.evaluate(untilAnswered, before);
  const { painted, searched } = await times;
  console.log(
    `Started offline: painted after ${Math.round(painted)} ms, searched after ${Math.round(searched)} ms`,
  );
  return { painted, searched };
}

/** Runs in the page: told by each change of it, so that waiting takes no time of its own. */
function untilAnswered(before: number): Promise<{ painted: number; searched: number }> {
  return new Promise((resolve) => {
    const look = () => {
      const answers = document.querySelectorAll('article[aria-label="Search result"]');
      if (answers.length <= before) return;
      observer.disconnect();
      const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN;
      resolve({ painted, searched: performance.now() });
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true });
    look();
  });
}
