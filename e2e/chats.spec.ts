import { readFile } from 'node:fs/promises';
import { expect, type Locator } from '@playwright/test';
import { ChatsRail } from './pages/chats-rail.ts';
import { MemoryPanel } from './pages/memory-panel.ts';
import { ModelsDialog } from './pages/models-dialog.ts';
import { keepScreen } from './support/screens.ts';
import { call, reply, ScriptedModelRemote } from './support/scripted-model.ts';
import { story } from './support/story.ts';

/* Chats are named, kept above or aside, written out, branched and deleted; a temporary one leaves nothing. */

story('chats are named, pinned, put aside, deleted and brought back, over a reload', async ({ chat }) => {
  const rail = new ChatsRail(chat.page);
  await chat.search('Where is the lantern?');
  await rail.newChat();
  await chat.search('What does the lease say?');
  await expect(rail.titles).toHaveText(['What does the lease say?', 'Where is the lantern?']);

  await rail.rename('Where is the lantern?', 'Cellar');
  await rail.choose('Cellar', 'Pin');
  await expect(rail.headings).toHaveText(['Pinned', 'Today']);
  await rail.open('Cellar');
  await chat.search('And the key?');
  await chat.reload();
  await expect(rail.titles).toHaveText(['Cellar', 'What does the lease say?']);
  await rail.rename('Cellar', '');
  await expect(rail.openTitle).toHaveText('Where is the lantern?');

  await rail.choose('Where is the lantern?', 'Delete');
  await expect(rail.titles).toHaveText(['What does the lease say?']);
  await expect(rail.openTitle).toHaveText('What does the lease say?');
  await keepScreen(chat.page, 'chat-deleted');
  await rail.undo.click();
  await expect(rail.openTitle).toHaveText('Where is the lantern?');
  await expect(chat.said).toHaveText(['Where is the lantern?', 'And the key?']);

  await rail.choose('What does the lease say?', 'Archive');
  await expect(rail.titles).toHaveText(['Where is the lantern?']);
  const archive = await rail.openArchive();
  await archive.getByRole('button', { name: /^What does the lease say/ }).click();
  await expect(chat.said).toHaveText(['What does the lease say?']);

  await rail.choose('Where is the lantern?', 'Delete');
  await expect(rail.undo).toBeVisible();
  await chat.reload();
  await expect(rail.openTitle).not.toHaveText('Where is the lantern?');
  const memory = new MemoryPanel(chat.page);
  const recall = await searchRecall(memory, 'lease');
  await expect(recall.getByRole('listitem')).toHaveText([/What does the lease say\?/]);
  await searchRecall(memory, 'lantern');
  await expect(recall).toContainText('Nothing found');
});

story('a chat is saved as a Markdown file', async ({ chat }) => {
  const rail = new ChatsRail(chat.page);
  await chat.search('Where is the lantern?');
  const file = await rail.exportChat('Where is the lantern?');
  expect(file.suggestedFilename()).toBe('Where is the lantern.md');
  const text = await readFile(await file.path(), 'utf8');
  expect(text).toMatch(
    /^# Where is the lantern\?\n\n\d+ \w+ \d{4}\n\n\*\*You\*\*, .*\n\n> Where is the lantern\?\n/,
  );
});

story.describe('with a model', () => {
  story.use({ build: 'dist-e2e', downloads: true });

  story(
    'a branch goes its own way; a temporary chat reads memory and leaves nothing',
    async ({ chat, hub: _ }) => {
      const { page } = chat;
      await new ModelsDialog(page).bring('Qwen 2.5 0.5B');
      const model = new ScriptedModelRemote(page);
      const rail = new ChatsRail(page);
      await model.play([
        reply('It hangs in the cellar.'),
        reply('A red one.'),
        reply('Let us say blue.'),
        call('core_memory_append', { label: 'human', content: 'Keeps a secret.' }),
        reply('I keep nothing of this.'),
      ]);
      await chat.say('I own a lantern.');
      await expect(chat.answers.last()).toContainText('It hangs in the cellar.');
      await chat.say('Which colour?');
      await expect(chat.answers.last()).toContainText('A red one.');

      await page.getByRole('button', { name: 'Branch from here' }).first().click();
      await expect(rail.openTitle).toHaveText('Branch: I own a lantern.');
      await expect(chat.said).toHaveText(['I own a lantern.']);
      await chat.say('Which other colour?');
      await expect(chat.answers.last()).toContainText('Let us say blue.');
      await expect(rail.titles).toHaveText(['Branch: I own a lantern.', 'I own a lantern.']);

      await rail.newTemporaryChat();
      await expect(page.getByText('it reads memory and writes none')).toBeVisible();
      await chat.say('A secret: the key is under the mat.');
      await expect(chat.answers.last()).toContainText('I keep nothing of this.');
      await keepScreen(page, 'temporary-chat');
      const memory = new MemoryPanel(page);
      await memory.open('Core');
      await expect(memory.block('human')).not.toContainText('Keeps a secret.');

      await rail.open('I own a lantern.');
      await expect(chat.said).toHaveText(['I own a lantern.', 'Which colour?']);
      await expect(rail.titles).toHaveCount(2);
      const recall = await searchRecall(memory, 'lantern');
      await expect(recall.getByText('I own a lantern.', { exact: true })).toHaveCount(1);
      await searchRecall(memory, '"under the mat"');
      await expect(recall).toContainText('Nothing found');
    },
  );
});

/** Searches everything that was said, in the panel. */
async function searchRecall(memory: MemoryPanel, words: string): Promise<Locator> {
  await memory.open('Recall');
  const recall = memory.panel.getByRole('tabpanel');
  await recall.getByRole('searchbox').fill(words);
  return recall;
}
