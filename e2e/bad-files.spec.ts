import { expect, type Locator } from '@playwright/test';
import type { ChatPage } from './pages/chat-page.ts';
import { LibraryPage } from './pages/library-page.ts';
import {
  emptyFile,
  encryptedPdf,
  imageOnlyPdf,
  picture,
  renamedProgram,
  truncatedPdf,
} from './support/broken-files.ts';
import { keepScreen } from './support/screens.ts';
import { story } from './support/story.ts';

/* Files that can't be used: each is answered with what happened, what was kept and what to do. */

/** The reason in a document's line. */
function reason(chat: ChatPage, name: string): Locator {
  return chat.incoming(name).getByRole('alert');
}

/** What was there before still is. */
async function stillFinds(chat: ChatPage): Promise<void> {
  const answer = await chat.search('What did the pump cost?');
  const found = (await answer.cards(3)).filter(({ text }) => text.includes('4,375 euros'));
  expect(found.map(({ document }) => document)).toContain('minutes.txt');
}

story('documents that can not be read are kept and say why', async ({ browser, chat, documents }) => {
  const good = documents.filter((path) => path.endsWith('minutes.txt'));
  await chat.drop(...good);
  await chat.waitUntilSearchable('minutes.txt');
  const lease = documents.find((path) => path.endsWith('lease.pdf')) ?? '';

  const unreadable = [
    { file: truncatedPdf(lease), happened: /damaged|could not be read/, todo: /save it as a new PDF/ },
    { file: emptyFile(), happened: /empty/, todo: /Add a version that has text/ },
    { file: encryptedPdf(), happened: /password/, todo: /Enter the password/ },
    { file: await imageOnlyPdf(browser), happened: /only pictures/, todo: /text recognition/ },
  ];
  await chat.drop(...unreadable.map(({ file }) => file));
  for (const { file, happened, todo } of unreadable) {
    await expect(reason(chat, file.name), file.name).toHaveText(happened);
    await expect(reason(chat, file.name), file.name).toContainText('The original file is kept');
    await expect(reason(chat, file.name), file.name).toHaveText(todo);
  }
  await keepScreen(chat.page, 'unreadable-files');
  await stillFinds(chat);

  await chat.reload();
  const library = new LibraryPage(chat.page);
  await library.open();
  for (const { file, happened } of unreadable) await expect(library.row(file.name)).toHaveText(happened);
  await expect(library.row('minutes.txt')).toHaveText(/Searchable by words|Ready/);
  await keepScreen(chat.page, 'library');
});

story(
  'files that are no documents are refused, and nothing of them is kept',
  async ({ browser, chat, documents }) => {
    await chat.drop(...documents.filter((path) => path.endsWith('minutes.txt')));
    await chat.waitUntilSearchable('minutes.txt');
    await chat.drop(renamedProgram(), await picture(browser));
    for (const name of ['setup.txt', 'holiday.png']) {
      await expect(reason(chat, name), name).toHaveText(/can't be read here/);
      await expect(reason(chat, name), name).not.toContainText('The original file is kept');
      await expect(reason(chat, name), name).toHaveText(/was not added|Nothing of it was kept/);
    }
    await keepScreen(chat.page, 'refused-files');
    await stillFinds(chat);
    const library = new LibraryPage(chat.page);
    await library.open();
    await expect(library.row('minutes.txt')).toBeVisible();
    for (const name of ['setup.txt', 'holiday.png']) {
      await expect(library.row(name).getByRole('button', { name: `Remove ${name}` })).toHaveCount(0);
    }
  },
);

story('a damaged document can be tried again or removed', async ({ chat, documents }) => {
  const lease = documents.find((path) => path.endsWith('lease.pdf')) ?? '';
  const file = truncatedPdf(lease);
  await chat.drop(file);
  await expect(reason(chat, file.name)).toBeVisible();
  await chat.incoming(file.name).getByRole('button', { name: 'Retry' }).click();
  await expect(reason(chat, file.name)).toHaveText(/could not be read/);
  await chat.incoming(file.name).getByRole('button', { name: 'Remove' }).click();
  await expect(chat.incoming(file.name)).toHaveCount(0);
  await expect(chat.page.getByRole('button', { name: /^Library/ })).toHaveText('Library');
});
