import { expect } from '@playwright/test';
import { smallTalk } from '../scripts/practice/traces/small-talk.ts';
import type { ChatPage } from './pages/chat-page.ts';
import { MemoryPanel } from './pages/memory-panel.ts';
import { ModelsDialog } from './pages/models-dialog.ts';
import { keepScreen } from './support/screens.ts';
import { story } from './support/story.ts';

/*
 * The whole path with a real engine and a real, tiny model, in the production build: nothing stands in for
 * anything. The names and codes are of the part that its training never saw (traces/word-maker.ts).
 */

async function startTour(chat: ChatPage): Promise<void> {
  const models = new ModelsDialog(chat.page);
  await models.open();
  await models.startTour();
  await models.close();
}

/** Says something and waits for the whole answer, which holds `expected`. */
async function ask(chat: ChatPage, text: string, expected: string | RegExp = /\w/): Promise<void> {
  const before = await chat.said.count();
  await chat.say(text);
  await expect(chat.said).toHaveCount(before + 1);
  // While memory is tidied after an answer, that is shown as an answer under way.
  await expect(chat.answers).toHaveCount(before + 1, { timeout: 60_000 });
  await expect(chat.send).toBeVisible({ timeout: 30_000 });
  await expect(chat.answers.last()).toContainText(expected);
}

story(
  'a name told is known after a reload, and after a correction, with the server gone',
  async ({ chat, server }) => {
    const memory = new MemoryPanel(chat.page);
    await startTour(chat);
    await ask(chat, 'My name is Bimon.');
    await memory.open('Core');
    await expect(memory.block('human')).toContainText('Name: Bimon');
    await expect(chat.page.getByRole('button', { name: /offline/ })).toBeVisible();
    await keepScreen(chat.page, 'practice-name');
    await server.stop();

    await chat.reload();
    await new ModelsDialog(chat.page).waitUntilInUse('Practice model');
    await ask(chat, 'What is my name?', 'Your name is Bimon.');
    await ask(chat, 'No, that is wrong. My name is Telan.');
    await memory.open('Core');
    await expect(memory.block('human')).toContainText('Name: Telan');
    await expect(memory.block('human')).not.toContainText('Bimon');
    await ask(chat, 'What is my name?', 'Your name is Telan.');
  },
);

story(
  'a fact told fifty messages ago has left the window, and is found again by a search',
  async ({ chat }) => {
    story.setTimeout(240_000);
    const memory = new MemoryPanel(chat.page);
    await startTour(chat);
    await memory.open('Core');
    await chat.page.getByText('How it works').click();
    await chat.page.getByLabel('Search before the model asks').uncheck();
    await ask(chat, 'I left my tent at Merel.');
    for (let turn = 0; turn < 25; turn++) await ask(chat, smallTalk[turn % smallTalk.length]?.[0] ?? '');
    await memory.open('Trace');
    await ask(chat, 'Where is my tent?', 'You left your tent at Merel.');
    const search = memory.steps('conversation_search').first();
    await expect(search).toBeVisible();
    const prompt = await memory.openPrompt(search);
    expect(prompt.join('\n')).not.toContain('Merel');
    await keepScreen(chat.page, 'practice-recall');
  },
);

story('a dropped document’s code is looked up and cited', async ({ chat }) => {
  await startTour(chat);
  const text = 'The code of Solir is Lurel.';
  await chat.drop({ name: 'codes.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await chat.waitUntilSearchable('codes.txt');
  await ask(chat, 'What is the code of Solir?', 'The code of Solir is Lurel.');
  // After the sentence, and among the sources below.
  await expect(chat.answers.last().getByRole('button', { name: /codes\.txt/ })).toHaveCount(2);
  await keepScreen(chat.page, 'practice-cited');
});
