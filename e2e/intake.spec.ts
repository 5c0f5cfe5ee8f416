import { expect, type Page } from '@playwright/test';
import { writePdf } from '../src/documents/write-pdf.fixture.ts';
import type { ChatPage } from './pages/chat-page.ts';
import { LibraryPage } from './pages/library-page.ts';
import type { MadeFile } from './support/broken-files.ts';
import { keepScreen } from './support/screens.ts';
import { story } from './support/story.ts';

/* Documents on their way in: put off, taken up again, given up, replaced; and a text that is pasted. */

/** So many pages that a person has time to press a button. */
const bookPages = 3_000;

function book(): MadeFile {
  const pages = Array.from({ length: bookPages }, (_, page) => ({
    lines: Array.from({ length: 40 }, (__, line) => ({
      text: `Page ${page + 1}, line ${line + 1}: the lamp on the pier was lit at dusk and put out at dawn.`,
      x: 72,
      y: 750 - 17 * line,
    })),
  }));
  return { name: 'book.pdf', mimeType: 'application/pdf', buffer: Buffer.from(writePdf(pages)) };
}

function note(name: string, words: string): MadeFile {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(words) };
}

const press = (chat: ChatPage, label: string) =>
  chat.page.getByRole('button', { name: label, exact: true }).click();

async function foundIn(chat: ChatPage, question: string): Promise<readonly string[]> {
  const answer = await chat.search(question);
  return (await answer.cards(3)).map(({ text }) => text);
}

/** Counts the screen's wake locks that the page holds from now on. */
async function countWakeLocks(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const held = { count: 0 };
    Object.assign(globalThis, { held });
    WakeLock.prototype.request = async () => {
      held.count++;
      return { released: false, release: async () => void held.count-- } as unknown as WakeLockSentinel;
    };
  });
  return () => page.evaluate(() => (globalThis as unknown as { held: { count: number } }).held.count);
}

story('a book is paused, outlives a reload, lets a note pass, and is cancelled', async ({ chat }) => {
  story.setTimeout(120_000);
  const wakeLocks = await countWakeLocks(chat.page);
  await chat.drop(book());
  await expect(chat.incoming('book.pdf')).toContainText(/Reading, page [\d,]+ of 3,000/);
  await chat.drop(note('note.txt', 'The spare key hangs behind the boiler.'));
  await chat.waitUntilSearchable('note.txt');
  await expect(chat.incoming('book.pdf')).toContainText(/page [\d,]+ of 3,000 · (about|a few)/);
  await keepScreen(chat.page, 'intake-reading');
  expect(await wakeLocks()).toBe(1);
  await press(chat, 'Pause book.pdf');
  await expect(chat.incoming('book.pdf')).toContainText('Paused');
  await expect(chat.incoming('note.txt')).toContainText('Ready', { timeout: 60_000 });
  await expect.poll(wakeLocks).toBe(0);

  await chat.reload();
  await expect(chat.incoming('book.pdf')).toContainText('Paused');
  await keepScreen(chat.page, 'intake-paused');
  expect(await foundIn(chat, 'Where does the spare key hang?')).toHaveLength(1);

  await press(chat, 'Resume book.pdf');
  await expect(chat.incoming('book.pdf')).toContainText(/Reading, page [\d,]+ of 3,000/);
  await press(chat, 'Cancel book.pdf');
  await expect(chat.incoming('book.pdf')).toHaveCount(0);
  await chat.reload();
  const library = new LibraryPage(chat.page);
  await library.open();
  await expect(library.row('note.txt')).toBeVisible();
  await expect(library.row('book.pdf')).toHaveCount(0);
});

story(
  'the embedding of one is paused, outlives a reload, lets others pass, and goes on',
  async ({ chat }) => {
    story.setTimeout(120_000);
    const place = (at: number) => `Lamp ${at} on the pier was lit at dusk, and ${at * 7} ships went by.`;
    const log = Array.from({ length: 1_500 }, (_, at) => `# Night ${at}\n\n${place(at)}`).join('\n\n');
    await chat.drop(note('log.md', log));
    // The search model is loaded first.
    await expect(chat.incoming('log.md')).toContainText(/embedding [1-9]\d* of 1,500/, { timeout: 60_000 });
    await press(chat, 'Pause log.md');
    await expect(chat.incoming('log.md')).toContainText(/embedding paused at [\d,]+ of 1,500/);
    await keepScreen(chat.page, 'intake-embedding-paused');
    await chat.drop(note('note.txt', 'The spare key hangs behind the boiler.'));
    await expect(chat.incoming('note.txt')).toContainText('Ready', { timeout: 60_000 });

    await chat.reload();
    expect((await foundIn(chat, '"Lamp 1499" on the pier'))[0]).toContain('Lamp 1499');
    const library = new LibraryPage(chat.page);
    await library.open();
    await expect(library.row('log.md')).toContainText(/embedding paused at [\d,]+ of 1,500/);
    await keepScreen(chat.page, 'library-embedding-paused');
    await chat.page.setViewportSize({ width: 360, height: 740 });
    await keepScreen(chat.page, 'library-embedding-paused-narrow');
    await press(chat, 'Resume log.md');
    await expect(library.row('log.md')).toContainText(/embedding [\d,]+ of 1,500 · /, { timeout: 60_000 });
  },
);

story('everything is paused until it is resumed, also what comes meanwhile', async ({ chat }) => {
  await chat.drop(note('a.txt', 'Moths fly by night.'));
  await chat.waitUntilSearchable('a.txt');
  const library = new LibraryPage(chat.page);
  await chat.drop(book());
  await library.open();
  await press(chat, 'Pause all');
  await expect(library.row('book.pdf')).toContainText('Paused');
  await chat.reload();
  await chat.drop(note('b.txt', 'Bees fly by day.'));
  await expect(chat.incoming('b.txt')).toContainText('Paused');
  await library.open();
  await keepScreen(chat.page, 'intake-all-paused');
  await chat.page.getByRole('button', { name: 'Remove book.pdf' }).click();
  await chat.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await press(chat, 'Resume all');
  await expect(library.row('b.txt')).toHaveText(/Searchable by words|Ready/);
});

story('a changed version takes the place of the earlier one, or stands beside it', async ({ chat }) => {
  const lease = (rent: number) => note('lease.txt', `The rent of the boat shed is ${rent} euros a month.`);
  await chat.drop(lease(700));
  await chat.waitUntilSearchable('lease.txt');
  await chat.drop(lease(700));
  await expect(chat.intake.getByRole('alert')).toContainText('in your library already');
  await chat.dismiss('lease.txt');

  await chat.drop(lease(800));
  const asked = chat.page.getByRole('group', { name: 'An earlier version of lease.txt' });
  await expect(asked).toBeVisible();
  await keepScreen(chat.page, 'intake-version');
  await chat.reload();
  await asked.getByRole('button', { name: 'Replace it' }).click();
  await expect(asked).toHaveCount(0);
  expect(await foundIn(chat, 'What is the rent of the boat shed?')).toEqual([
    expect.stringContaining('800 euros'),
  ]);

  await chat.drop(lease(900));
  await asked.getByRole('button', { name: 'Keep both' }).click();
  await expect(asked).toHaveCount(0);
  await chat.reload();
  await expect(asked).toHaveCount(0);
  expect(await foundIn(chat, 'What is the rent of the boat shed?')).toHaveLength(2);
});

story('a long pasted text becomes a document', async ({ chat, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const text = `The ferry leaves at 6.40.\n\n${'It stops at every pier on its way. '.repeat(80)}`;
  await chat.page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await chat.composer.press('ControlOrMeta+v');
  const offer = chat.page.getByRole('group', { name: 'Pasted text' });
  await expect(offer).toContainText('characters pasted');
  await expect(chat.composer).toHaveValue('');
  await keepScreen(chat.page, 'intake-paste');
  await offer.getByRole('button', { name: 'Add as document' }).click();
  const name = 'Pasted text: The ferry leaves at 6 40';
  await chat.waitUntilSearchable(name);
  const answer = await chat.search('When does the ferry leave?');
  expect((await answer.cards(1))[0]?.document).toContain(name);
});
