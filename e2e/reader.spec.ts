import { expect } from '@playwright/test';
import { LibraryPage } from './pages/library-page.ts';
import { ReaderPage } from './pages/reader-page.ts';
import { keepScreen } from './support/screens.ts';
import { story } from './support/story.ts';

/* Reading: a document's own words, the way through them, and its pages as they look. */

story('a PDF is read beside its pages, found in, and read on after a reload', async ({ chat, documents }) => {
  const { page } = chat;
  await page.setViewportSize({ width: 1440, height: 900 });
  await chat.drop(...documents.filter((path) => path.endsWith('lease.pdf')));
  await chat.waitUntilSearchable('lease.pdf');
  await chat.reload();
  const library = new LibraryPage(page);
  await library.open();
  await library.row('lease.pdf').getByRole('button', { name: 'lease.pdf', exact: true }).click();
  const reader = new ReaderPage(page, 'lease.pdf');
  await expect(reader.pageImage(1)).toBeVisible();

  await reader.outlineButton.click();
  await keepScreen(page, 'reader-wide');
  await reader.outline.getByRole('button').nth(4).click();
  await expect(reader.outline.locator('[aria-current]')).toHaveCount(1);

  await page.keyboard.press('Control+f');
  // The first one stands above the heading that one has gone to.
  await reader.field.fill('LANDLADY');
  await expect(reader.found).toHaveText('2 of 15');
  await page.keyboard.press('Enter');
  await expect(reader.found).toHaveText('3 of 15');
  await expect(reader.currentMatch).toBeInViewport();
  // What goes to the match moves the text and nothing around it.
  await expect(reader.outlineButton).toBeInViewport({ ratio: 1 });
  await expect(reader.pageImage(3)).toHaveAttribute('aria-busy', 'false');
  await keepScreen(page, 'reader-find');

  await page.setViewportSize({ width: 400, height: 800 });
  await expect(reader.text).toBeVisible();
  await keepScreen(page, 'reader-narrow');
  await reader.dialog.getByRole('button', { name: 'Page image' }).click();
  await expect(reader.anyPageImage).toBeVisible();
  await keepScreen(page, 'reader-narrow-image');
  await reader.close();
});

story('pages are drawn without a connection', async ({ chat, documents, server }) => {
  const { page } = chat;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await expect(page.getByRole('button', { name: /works offline/ })).toBeVisible({ timeout: 30_000 });
  await server.stop();
  await chat.reload();
  await chat.drop(...documents.filter((path) => path.endsWith('bicycle.pdf')));
  await chat.waitUntilSearchable('bicycle.pdf');
  const answer = await chat.search('Which parts does the warranty not cover?');
  const [card] = await answer.cards(1);
  await answer.openCard(0);
  const reader = new ReaderPage(page, 'bicycle.pdf');
  await expect(reader.pageImage(card?.page ?? 0)).toBeVisible({ timeout: 15_000 });
});

/** As long as a fat novel, twice. */
const longCharacters = 1_400_000;
/** In milliseconds; the figure itself is logged. Two cores, with other work on them, are slow at times. */
const longestTask = 500;

story('a text of 1.4 million characters is found in without a freeze', async ({ chat }) => {
  story.setTimeout(120_000);
  const { page } = chat;
  const paragraph = 'The ferry left at noon, and nobody on the quay at Zürich waved. ';
  const count = Math.ceil(longCharacters / (paragraph.length * 6 + 20));
  const text = Array.from({ length: count }, (_, at) => `Number ${at}. ${paragraph.repeat(6)}`).join('\n\n');
  await chat.drop({ name: 'novel.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await expect(chat.incoming('novel.txt')).toContainText(/Searchable by words|Ready/, { timeout: 60_000 });
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask', buffered: false });
  });
  const longest = async (what: string) => {
    const tasks = await page.evaluate(() => Reflect.get(window, 'longTasks').splice(0) as number[]);
    const worst = Math.round(Math.max(0, ...tasks));
    console.log(`Reader, ${text.length} characters, ${what}: longest task ${worst} ms`);
    expect(worst).toBeLessThan(longestTask);
  };
  const library = new LibraryPage(page);
  await library.open();
  await library.row('novel.txt').getByRole('button', { name: 'novel.txt', exact: true }).click();
  const reader = new ReaderPage(page, 'novel.txt');
  await expect(reader.text).toBeVisible();
  await longest('opened');

  await page.keyboard.press('Control+f');
  await reader.field.pressSequentially('zurich');
  await expect(reader.found).toHaveText(`1 of ${(count * 6).toLocaleString('en')}`);
  await longest('found by typing');
  await page.keyboard.press('Shift+Enter');
  await expect(reader.currentMatch).toBeInViewport();
  await longest('gone to the last match');
  await reader.field.fill(`number ${count >> 1}.`);
  await expect(reader.found).toHaveText('1 of 1');
  await expect(reader.currentMatch).toBeInViewport();
  await longest('gone to the middle');
});
