import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator } from '@playwright/test';
import { testPassword } from '../src/documents/write-pdf.fixture.ts';
import type { ChatPage, SearchAnswer } from './pages/chat-page.ts';
import { LibraryPage } from './pages/library-page.ts';
import { PasswordDialog } from './pages/password-dialog.ts';
import { ReaderPage } from './pages/reader-page.ts';
import { dropFolder } from './support/drop-folder.ts';
import {
  applesHtml,
  boatShedDocx,
  bombs,
  inventoryCsv,
  logbook,
  logbookPdf,
  papersZip,
  payslipPdf,
} from './support/made-documents.ts';
import { keepScreen } from './support/screens.ts';
import { story } from './support/story.ts';

/* Files of any kind: dropped together, interrupted, packed, and made to do harm. */

interface Asked {
  readonly question: string;
  readonly file: string;
  /** Where the answer stands: a document page, or the headings above it. */
  readonly at: number | string | null;
  /** In the passage that answers. */
  readonly words: string;
}

const plumber: Asked = {
  question: 'Who has to pay the plumber when a tap drips?',
  file: 'lease.pdf',
  at: 5,
  words: 'taps, light switches',
};
const key: Asked = {
  question: 'Where does the spare key of the boat shed hang?',
  file: 'boat-shed.docx',
  at: 'Boat shed rules › Keys',
  words: 'in the tin marked Tern',
};
const apples: Asked = {
  question: 'How long do Boskoop apples keep in shallow boxes?',
  file: 'apples.html',
  at: 'Apples › Storing',
  words: 'keep until April',
};
const lamps: Asked = {
  // In quotation marks: while vectors are still being made, rows that have one stand before one that has none yet.
  question: 'How many "hurricane lamps" are in stock on shelf K4?',
  file: 'inventory.csv',
  at: null,
  words: 'Hurricane lamps',
};
const bonus: Asked = {
  question: 'How much is the bonus for night shifts?',
  file: 'payslip.pdf',
  at: 2,
  words: '212.40 euros',
};
const steps: Asked = {
  question: 'How many steps has the lighthouse at Skarn?',
  file: logbook.name,
  at: logbook.page,
  words: '143 steps',
};

/** Asks, and opens the card that answers: the reader must show those words, marked and in view. */
async function answers(chat: ChatPage, asked: Asked): Promise<void> {
  const { question, file, at, words } = asked;
  const answer = await chat.search(question);
  const reader = await opened(chat, answer, asked);
  const mark = reader.marks.filter({ hasText: words }).first();
  await expect(mark, question).toBeInViewport();
  if (typeof at === 'number') {
    await expect(reader.documentPage(at).locator('mark').filter({ hasText: words }).first()).toBeVisible();
  }
  await keepScreen(chat.page, `format-${file}`);
  await reader.close();
}

async function opened(chat: ChatPage, answer: SearchAnswer, { file, at, words }: Asked): Promise<ReaderPage> {
  const cards = await answer.cards(3);
  const index = cards.findIndex(
    ({ document, page, text, marked }) =>
      document === file &&
      (typeof at === 'string' ? text.includes(at) : page === at) &&
      `${marked} ${text}`.includes(words),
  );
  const seen = cards.map(({ text }) => text).join('\n---\n');
  expect(index, `${file}, ${at ?? 'anywhere'}, is among:\n${seen}`).toBeGreaterThanOrEqual(0);
  await answer.openCard(index);
  return new ReaderPage(chat.page, file);
}

/** The password is asked for by a button; a wrong one is said to be, and the right one opens it. */
async function unlock(chat: ChatPage, row: Locator): Promise<void> {
  const dialog = new PasswordDialog(chat.page, 'payslip.pdf');
  await expect(row).toContainText('opens only with a password');
  await dialog.enter(row, 'not it');
  await expect(row).toContainText('not the password of this PDF');
  await dialog.enter(row, testPassword);
  await expect(row).toHaveText(/Searchable by words|Ready/);
}

story('files of five kinds dropped together answer, each with its own place', async ({ chat, documents }) => {
  story.setTimeout(120_000);
  const made = [boatShedDocx(), applesHtml(), inventoryCsv(), payslipPdf()];
  const lease = documents.filter((path) => path.endsWith('lease.pdf'));
  await chat.drop(...lease, ...made);
  await chat.waitUntilSearchable('lease.pdf', 'boat-shed.docx', 'apples.html', 'inventory.csv');
  await keepScreen(chat.page, 'formats-password');
  await unlock(chat, chat.incoming('payslip.pdf'));
  await keepScreen(chat.page, 'formats-unlocked');
  for (const asked of [plumber, key, apples, lamps, bonus]) await answers(chat, asked);

  const hidden = await chat.search('Are Boskoop apples poisonous?');
  for (const { text } of await hidden.cards(3)) expect(text).not.toContain('poisonous.');

  const library = new LibraryPage(chat.page);
  await library.open();
  for (const name of ['lease.pdf', ...made.map((it) => it.name)]) {
    await expect(library.row(name)).toContainText('Ready', { timeout: 60_000 });
  }
  await keepScreen(chat.page, 'formats-library');
});

story(
  'a reload in mid-way loses nothing, and all of it works with the server gone',
  async ({ chat, server }) => {
    story.setTimeout(180_000);
    const others = [boatShedDocx(), inventoryCsv(), payslipPdf()];
    await chat.drop(logbookPdf(), ...others);
    // All of them are kept, and one is being read.
    await expect(chat.page.getByRole('button', { name: /^Library/ })).toHaveText(/4 documents/);
    await expect(chat.incoming(logbook.name)).toHaveText(/page \d+ of 300/);
    await expect(chat.incoming(logbook.name)).not.toHaveText(/Searchable by words|Ready/);
    await keepScreen(chat.page, 'formats-interrupted');

    await chat.reload();
    const library = new LibraryPage(chat.page);
    await library.open();
    for (const name of [logbook.name, 'boat-shed.docx', 'inventory.csv']) {
      await expect(library.row(name)).toHaveText(/Searchable by words|Ready/, { timeout: 60_000 });
    }
    await expect(library.row('payslip.pdf')).toContainText('opens only with a password');
    await expect(chat.page.getByRole('main').getByRole('listitem')).toHaveCount(4);

    // What the interrupted page had begun to store for offline use is gone on with.
    await expect(chat.page.getByRole('button', { name: /works offline/ })).toBeVisible({ timeout: 60_000 });

    await server.stop();
    await chat.reload();
    for (const asked of [steps, key, lamps]) await answers(chat, asked);
    await library.open();
    await unlock(chat, library.row('payslip.pdf'));
    await chat.reload();
    await answers(chat, bonus);
    await keepScreen(chat.page, 'formats-offline');
  },
);

story('an archive and a folder bring the documents in them', async ({ chat }) => {
  await chat.drop(papersZip());
  await chat.waitUntilSearchable('boat-shed.docx', 'apples.html');
  await expect(chat.incoming('shed.png').getByRole('alert')).toContainText('This is a picture');
  await expect(chat.incoming('papers.zip')).toHaveCount(0);
  await keepScreen(chat.page, 'formats-archive');

  const folder = join(mkdtempSync(join(tmpdir(), 'pagefile-')), 'shed');
  mkdirSync(join(folder, 'lists', 'old'), { recursive: true });
  const [list, slip] = [inventoryCsv(), payslipPdf()];
  writeFileSync(join(folder, 'lists', 'old', list.name), list.buffer);
  writeFileSync(join(folder, slip.name), slip.buffer);
  writeFileSync(join(folder, '.hidden.txt'), 'Nothing that is meant.');
  await dropFolder(chat.page, folder);
  await chat.waitUntilSearchable('inventory.csv');
  await unlock(chat, chat.incoming('payslip.pdf'));
  await expect(chat.incoming('.hidden.txt')).toHaveCount(0);
  await keepScreen(chat.page, 'formats-folder');
  for (const asked of [key, apples, lamps, bonus]) await answers(chat, asked);
});

story('files made to exhaust the machine are refused, and the rest goes on', async ({ chat, documents }) => {
  const [archive, report] = bombs();
  if (!archive || !report) throw new Error('There is no bomb.');
  const lease = documents.filter((path) => path.endsWith('lease.pdf'));
  await chat.drop(archive, report, boatShedDocx());
  await chat.drop(...lease);
  await expect(chat.incoming(archive.name).getByRole('alert')).toContainText(
    'This archive unpacks to over 256 MB',
  );
  await expect(chat.incoming(report.name).getByRole('alert')).toContainText('unpacks to over 256 MB');
  for (const name of [archive.name, report.name]) {
    await expect(chat.incoming(name)).toContainText('Save its contents in smaller files');
  }
  await expect(chat.incoming('notes-0.txt')).toHaveCount(0);
  await chat.waitUntilSearchable('boat-shed.docx', 'lease.pdf');
  await keepScreen(chat.page, 'formats-bombs');
  for (const asked of [plumber, key]) await answers(chat, asked);
});
