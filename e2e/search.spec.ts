import { expect } from '@playwright/test';
import { MemoryPanel } from './pages/memory-panel.ts';
import { ModelsDialog } from './pages/models-dialog.ts';
import { ReaderPage } from './pages/reader-page.ts';
import { SearchPalette } from './pages/search-palette.ts';
import { keepScreen } from './support/screens.ts';
import { call, reply, ScriptedModelRemote } from './support/scripted-model.ts';
import { story } from './support/story.ts';

/* Search everything, by keyboard alone. */

story('a chat, what was said in it, and a passage of a document are found', async ({ chat, documents }) => {
  const { page } = chat;
  const palette = new SearchPalette(page);
  await chat.drop(...documents.filter((path) => path.endsWith('lease.pdf')));
  await chat.waitUntilReady('lease.pdf');
  await chat.search('Who pays when a tap drips?');
  await page.keyboard.press('ControlOrMeta+Shift+o');
  await expect(chat.said).toHaveCount(0);
  await chat.search('The ferry to Gotland leaves on Friday.');

  // By its title, with what one was looking for marked.
  await palette.open();
  await keepScreen(page, 'palette');
  await palette.lookFor('tap drips');
  await expect(palette.group('Chats').locator('mark')).toHaveText(['tap', 'drips']);
  await keepScreen(page, 'palette-found');
  await palette.choose('Chats', 'Who pays when a tap drips');
  await expect(chat.said).toHaveText('Who pays when a tap drips?');
  await expect(chat.composer).toBeFocused();

  await palette.open();
  await palette.lookFor('ferry');
  await expect(palette.group('Messages')).toContainText('You in The ferry to Gotland');
  await palette.choose('Messages', 'The ferry to Gotland leaves on Friday.');
  await expect(chat.said).toHaveText('The ferry to Gotland leaves on Friday.');
  await expect(chat.said).toBeInViewport();

  await palette.open();
  await palette.lookFor('cat or dog');
  await expect(palette.group('Passages in documents')).toContainText('lease.pdf, p. 4');
  await palette.choose('Passages in documents', 'cat or a dog');
  const reader = new ReaderPage(page, 'lease.pdf');
  expect(await reader.passage()).toContain('A cat or a dog may be taken in');
  await expect(reader.documentPage(4).locator('mark').first()).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(chat.composer).toBeFocused();
});

story('a document opens by its name, and commands run', async ({ chat, documents }) => {
  const { page } = chat;
  const palette = new SearchPalette(page);
  await chat.drop(...documents.filter((path) => path.endsWith('lease.pdf')));
  await chat.waitUntilSearchable('lease.pdf');

  await palette.open();
  await page.keyboard.type('lease.p');
  // Passages may stand below it by then.
  await expect(palette.group('Documents').getByRole('option').first()).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await page.keyboard.press('Enter');
  await expect(new ReaderPage(page, 'lease.pdf').dialog).toBeVisible();
  await page.keyboard.press('Escape');

  await palette.open();
  await page.keyboard.type('libr');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Library' })).toBeVisible();
  await expect(page.getByRole('main')).toBeFocused();

  await palette.open();
  await palette.choose('Commands', 'Keyboard shortcuts');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toContainText('Search everything');
  await keepScreen(page, 'shortcuts');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await page.keyboard.press('ControlOrMeta+,');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('button', { name: 'Shortcuts' }).click();
  await expect(settings).toContainText('Search everything');
  await page.keyboard.press('Escape');

  // What it was opened from has the keyboard again.
  const entry = page.getByRole('button', { name: 'Search everything' });
  await entry.focus();
  await page.keyboard.press('Enter');
  await expect(palette.field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(entry).toBeFocused();
});

story.describe('with a model', () => {
  story.use({ build: 'dist-e2e', downloads: true });

  story('what the model noted is found, and leads to the notes', async ({ chat, hub: _ }) => {
    const palette = new SearchPalette(chat.page);
    const model = new ScriptedModelRemote(chat.page);
    await new ModelsDialog(chat.page).bring('Qwen 2.5 0.5B');
    await model.play(
      [
        call(
          'archival_memory_insert',
          { content: 'Ottilie keeps her spare key with the baker.' },
          'Worth it.',
        ),
        reply('I will remember where the spare key is.'),
      ],
      5,
    );
    await chat.say('My spare key is with the baker.');
    await expect(chat.answers.last()).toContainText('where the spare key is.');

    await palette.open();
    await palette.lookFor('baker');
    await expect(palette.group('Notes')).toContainText('Note by the model');
    await palette.choose('Notes', 'Ottilie keeps her spare key');
    const memory = new MemoryPanel(chat.page);
    await expect(memory.panel.getByRole('tab', { name: 'Archival' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await expect(memory.panel).toContainText('Ottilie keeps her spare key with the baker.');
  });
});
