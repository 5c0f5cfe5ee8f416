import { expect, type Locator } from '@playwright/test';
import { MemoryPanel } from './pages/memory-panel.ts';
import { ModelsDialog } from './pages/models-dialog.ts';
import { keepScreen } from './support/screens.ts';
import { call, reply, ScriptedModelRemote } from './support/scripted-model.ts';
import { story } from './support/story.ts';

/* What one does with a message: keep some of its words, leave it out of memory, delete it, have it gone on with. */

story.use({ build: 'dist-e2e', downloads: true });

story(
  'words are quoted and kept, a message is left out, an exchange goes and comes back',
  async ({ chat, hub: _ }) => {
    const { page } = chat;
    await new ModelsDialog(page).bring('Qwen 2.5 0.5B');
    const model = new ScriptedModelRemote(page);
    const memory = new MemoryPanel(page);
    await model.play(
      [
        call('core_memory_append', { label: 'human', content: 'Has two cars.' }, 'Worth keeping.'),
        reply('Two cars, noted.'),
        reply('The garage stands behind the house.'),
        reply('Nothing that I know of.'),
      ],
      2,
    );
    await chat.say('I have two cars.');
    await expect(chat.answers.last()).toContainText('Two cars, noted.');
    await chat.say('Where is the garage?');
    await expect(chat.answers.last()).toContainText('behind the house.');

    const toolbar = page.getByRole('toolbar', { name: 'Selected words' });
    await chat.answers
      .last()
      .getByText('behind the house')
      .dblclick({ position: { x: 60, y: 12 } });
    await expect(toolbar).toBeVisible();
    await keepScreen(page, 'message-selection');
    const word = await page.evaluate(() => getSelection()?.toString().trim());
    await toolbar.getByRole('button', { name: 'Remember this' }).click();
    await memory.open('Archival');
    const note = memory.panel.getByText('From an answer in the chat').first();
    await expect(note).toContainText('I have two cars.');
    await expect(note).toContainText(String(word));
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await expect(note).toBeHidden();

    const menuOf = async (article: Locator) => {
      await article.getByRole('button', { name: 'More' }).click();
      return page.getByRole('menu');
    };
    const menu = await menuOf(chat.said.first());
    await expect(menu).toBeVisible();
    await keepScreen(page, 'message-menu');
    await menu.getByRole('menuitem', { name: 'Don’t remember this' }).click();
    await expect(chat.said.first()).toContainText('Not remembered');
    await keepScreen(page, 'message-left-out');
    await chat.say('What do I own?');
    await expect(chat.answers.last()).toContainText('Nothing that I know of.');
    const prompt = JSON.stringify((await model.prompts()).at(-1)?.slice(1));
    expect(prompt).not.toContain('I have two cars.');
    expect(prompt).toContain('Where is the garage?');

    await memory.open('Core');
    await expect(memory.block('human')).toContainText('Has two cars.');
    await (await menuOf(chat.said.first()))
      .getByRole('menuitem', { name: 'Delete question and answer' })
      .click();
    await expect(memory.block('human')).not.toContainText('Has two cars.');
    await expect(chat.said).toHaveCount(2);
    await expect(chat.said.first()).toContainText('Where is the garage?');
    await keepScreen(page, 'message-deleted');
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await expect(chat.said).toHaveCount(3);
    await expect(chat.answers.first()).toContainText('Two cars, noted.');
    // Later it is there as a version.
    await chat.said.first().getByRole('button', { name: 'Next version' }).click();
    await expect(chat.said).toHaveCount(2);
    await chat.reload();
    await expect(chat.said.first()).toContainText('Where is the garage?');
    await chat.said.first().getByRole('button', { name: 'Previous version' }).click();
    await expect(chat.said).toHaveCount(3);
  },
);

story('a stopped answer is gone on with, and the last words are said anew', async ({ chat, hub: _ }) => {
  const { page } = chat;
  await new ModelsDialog(page).bring('Qwen 2.5 0.5B');
  const model = new ScriptedModelRemote(page);
  await model.play([reply(`One, two, three, ${'and a good many more '.repeat(40)}`)], 40);
  await chat.say('Count for me.');
  await expect(page.getByText(/One, two, three/)).toBeVisible();
  await chat.stop.click();
  await expect(chat.answers.last()).toContainText('What was written is kept.');
  await keepScreen(page, 'message-stopped');
  await model.play([reply('until the very end.')], 2);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(chat.answers.last()).toContainText('until the very end.');
  await expect(chat.answers).toHaveCount(1);
  await expect(chat.answers.last()).toContainText('One, two');
  const asked = (await model.prompts()).at(-1)?.at(-1)?.content ?? '';
  expect(asked).toContain('"type":"continue"');
  await keepScreen(page, 'message-continued');
  await chat.reload();
  await expect(chat.answers).toHaveCount(1);
  await expect(chat.answers.last()).toContainText('until the very end.');
  await expect(page.getByRole('button', { name: 'Continue' })).toBeHidden();

  await chat.composer.focus();
  await page.keyboard.press('ArrowUp');
  await expect(chat.composer).toHaveValue('Count for me.');
  await chat.composer.fill('Count backwards.');
  await page.keyboard.press('Enter');
  await expect(chat.said).toHaveCount(1);
  await expect(chat.said.first()).toContainText('Count backwards.');
  await expect(chat.said.first()).toContainText('2/2');
});

story('a message of a megabyte is sent, shown in part, and kept whole', async ({ chat }) => {
  const { page } = chat;
  const text = `${'Moths fly by night. '.repeat(52_429)}The very end.`;
  await chat.composer.fill(text);
  await expect(page.getByRole('group', { name: 'Long text' })).toContainText('1,048,593 characters');
  await chat.composer.pressSequentially('About moths:');
  await keepScreen(page, 'message-held');
  await chat.reload();
  await expect(page.getByRole('group', { name: 'Long text' })).toBeVisible();
  await chat.composer.press('Enter');
  await expect(chat.said.first()).toContainText('Show all 1,048,607 characters');
  await chat.searchAnswers.first().waitFor();
  await keepScreen(page, 'message-megabyte');
  await chat.reload();
  await page.getByRole('button', { name: /^Show all/ }).click();
  await expect(chat.said.first()).toContainText('The very end.');
  await expect(chat.said.first()).toContainText('About moths:');
});
