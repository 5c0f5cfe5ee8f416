import { expect } from '@playwright/test';
import { ChatPage } from './pages/chat-page.ts';
import { LibraryPage } from './pages/library-page.ts';
import { keepScreen } from './support/screens.ts';
import { SmallDisk } from './support/small-disk.ts';
import { story } from './support/story.ts';

/* Devices and browsers that refuse something: what is stored stays, and what to do is said. */

story(
  'on a full disk the message stays in the composer, and nothing stored is lost',
  async ({ page, documents, server }) => {
    const disk = await SmallDisk.make(page, server.url, 80_000_000);
    const chat = new ChatPage(page);
    await chat.open(server.url);
    await chat.drop(...documents.filter((path) => path.endsWith('minutes.txt')));
    await chat.waitUntilReady('minutes.txt');
    await expect(page.getByRole('button', { name: /works offline/ })).toBeVisible();
    await chat.search('What did the pump cost?');

    await disk.fill();
    await chat.say('Who is the new treasurer?');
    await expect(chat.problem).toContainText('Your text is still here');
    await expect(chat.composer).toHaveValue('Who is the new treasurer?');
    await chat.drop(...documents.filter((path) => path.endsWith('diary.txt')));
    await expect(chat.incoming('diary.txt').getByRole('alert')).toHaveText(/space|full|room/i);
    await keepScreen(page, 'full-disk');
    await expect(chat.said).toHaveCount(1);

    await disk.empty();
    await chat.search('Who is the new treasurer?');
    await expect(chat.composer).toHaveValue('');
    await chat.dismiss('diary.txt');
    await chat.drop(...documents.filter((path) => path.endsWith('diary.txt')));
    await chat.waitUntilReady('diary.txt');
    await chat.reload();
    await expect(chat.searchAnswers).toHaveCount(2);
    const library = new LibraryPage(page);
    await library.open();
    await expect(library.row('minutes.txt')).toContainText('Ready');
    await expect(library.row('diary.txt')).toContainText('Ready');
  },
);

story('on a full disk the app opens and shows what is stored', async ({ page, server }) => {
  const disk = await SmallDisk.make(page, server.url, 20_000_000);
  const chat = new ChatPage(page);
  await chat.open(server.url);
  await chat.search('I was here before the disk was full');
  await disk.fill();
  await chat.reload();
  await expect(chat.said).toHaveText('I was here before the disk was full');
});

story.describe('without a database', () => {
  // The page's own scripts can't reach the worker before it runs, so the worker is served changed.
  story.use({ serviceWorkers: 'block' });

  story(
    'it says that nothing will be kept, and works until the tab closes',
    async ({ page, server, documents }) => {
      await page.route('**/assets/agent-worker-*.js', async (route) => {
        const response = await route.fetch();
        const without = "Object.defineProperty(self, 'indexedDB', { value: undefined });\n";
        await route.fulfill({ response, body: without + (await response.text()) });
      });
      const chat = new ChatPage(page);
      await chat.open(server.url);
      await expect(chat.warning('Nothing is kept after this tab closes')).toBeVisible();
      await expect(chat.warning('open Pagefile in an ordinary window')).toBeVisible();
      await chat.drop(...documents.filter((path) => path.endsWith('minutes.txt')));
      await chat.waitUntilSearchable('minutes.txt');
      const [best] = await (await chat.search('What did the pump cost?')).cards(1);
      expect(best?.document).toBe('minutes.txt');
      await keepScreen(page, 'no-database');
    },
  );
});

story(
  'a second tab says that Pagefile is open, and takes over when the first closes',
  async ({ chat, context, server }) => {
    await chat.say('I was here first');
    await expect(chat.searchAnswers).toHaveCount(1);
    const second = await context.newPage();
    await second.goto(server.url);
    await expect(second.getByRole('heading', { name: 'Pagefile is open in another tab' })).toBeVisible();
    await keepScreen(second, 'second-tab');
    await chat.search('The first tab goes on');

    await chat.page.close();
    const taken = new ChatPage(second);
    await expect(taken.composer).toBeEditable();
    await expect(taken.said.first()).toHaveText('I was here first');
    await taken.search('The second tab goes on');
  },
);
