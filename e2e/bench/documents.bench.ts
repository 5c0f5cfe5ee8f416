import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AppToMeasure } from '../../scripts/bench.mjs';
import type { ChatPage } from '../pages/chat-page.ts';
import { BenchApp } from './bench-app.ts';
import { benchPdf, writeTenFiles } from './documents-files.ts';
import { longestUiTasks, taskCategories } from './longest-ui-task.ts';

const PAGES = 300;
const fact = 'The toll of the Marrowby ferry is eleven farthings.';
const question = 'What is the toll of the Marrowby ferry?';
/** Milliseconds, unless all are embedded before. */
const EMBEDDING_FOR = 60_000;
const searchable = 'Searchable by words|Ready';
/** Bytes. */
const MEGABYTE = 1024 * 1024;

/**
 * Documents in the production build, as a person has it: a page of Chromium with a profile on the disk and a server
 * on this machine, the files picked in the browser's dialog. Each app is new, so that loading the readers and the
 * search model counts. With a PDF of 300 full pages (3,700 characters each):
 *
 * - `documents.pages_per_s`: pages over the time until the page says that it can be searched by words
 * - `documents.time_to_first_search_ms`: from picking it to the first answer that shows a sentence of its last page,
 *   asked for once it can be searched
 * - `documents.passages_per_s`: passages that are embedded in a minute from the first ones on, by the app's own
 *   `documents.threads`
 * - `documents.peak_mb`: the peak resident set of the page's process, its workers and Chromium's own part included,
 *   until then; as Linux counts it, and left out on other systems
 *
 * With ten files of eight kinds, about 2 MB, picked together:
 *
 * - `documents.longest_ui_task_ms` (goal: under 50): the longest task of the page's own thread while they are read,
 *   by the clock on the wall, from a trace of the browser
 */
export async function measure(given: AppToMeasure): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'pagefile-bench-'));
  try {
    const ten = writeTenFiles(folder);
    const long = join(folder, 'long.pdf');
    writeFileSync(long, benchPdf(PAGES, 5, fact));
    return {
      ...(await BenchApp.with(given, (app) => measureLong(app, long))),
      ...(await BenchApp.with(given, (app) => measureTen(app, ten))),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureLong(app: BenchApp, path: string): Promise<Record<string, number>> {
  const { page, chat } = app;
  await chat.pick(path);
  const read = await app.untilShown(searchable, 1);
  const answer = await chat.search(question);
  await answer.article.getByText('eleven farthings').first().waitFor();
  const firstSearch = await app.sincePicked();
  const begun = await app.untilShown('embedding [1-9]|Ready', 1);
  const before = await embeddedIn(chat);
  const waited = page.waitForTimeout(EMBEDDING_FOR).then(() => app.sincePicked());
  const ended = await Promise.race([app.untilShown('Ready', 1), waited]);
  const passages = (await embeddedIn(chat)) - before;
  const threads = await page.evaluate(() =>
    crossOriginIsolated ? Math.min(4, Math.ceil(navigator.hardwareConcurrency / 2)) : 1,
  );
  const peak = await app.peakBytes();
  console.log(
    `${PAGES} pages in ${Math.round(read)} ms, ${passages} passages in ${Math.round(ended - begun)} ms`,
  );
  return {
    'documents.pages_per_s': (1000 * PAGES) / read,
    'documents.time_to_first_search_ms': firstSearch,
    'documents.passages_per_s': (1000 * passages) / (ended - begun),
    'documents.threads': threads,
    ...(peak !== null && { 'documents.peak_mb': peak / MEGABYTE }),
  };
}

/** As the page says: "embedding 771 of 1,500", then "Ready · 300 pages · 1,500 passages". */
async function embeddedIn(chat: ChatPage): Promise<number> {
  const words = (await chat.incoming('long.pdf').textContent()) ?? '';
  const count = /embedding ([\d,]+) of|([\d,]+) passages/.exec(words);
  return Number((count?.[1] ?? count?.[2])?.replaceAll(',', ''));
}

async function measureTen(app: BenchApp, paths: readonly string[]): Promise<Record<string, number>> {
  let took = 0;
  const trace = await app.trace(taskCategories, async () => {
    await app.chat.pick(...paths);
    took = await app.untilShown(searchable, paths.length);
  });
  const longest = longestUiTasks(trace, 5);
  const listed = longest
    .map(({ took, worked }) => `${took.toFixed(1)} (${worked.toFixed(1)} of them at work)`)
    .join(', ');
  console.log(`${paths.length} files in ${Math.round(took)} ms; longest tasks of the page in ms: ${listed}`);
  return { 'documents.longest_ui_task_ms': longest[0]?.took ?? Number.NaN };
}
