import { expect } from '@playwright/test';
import { MemoryPanel } from './pages/memory-panel.ts';
import { ModelsDialog } from './pages/models-dialog.ts';
import { ReaderPage } from './pages/reader-page.ts';
import { keepScreen } from './support/screens.ts';
import { call, reply, ScriptedModelRemote } from './support/scripted-model.ts';
import { story } from './support/story.ts';

/* The main job with a model: it remembers, shows what it does, and loses nothing. */

story.use({ build: 'dist-e2e', downloads: true });

const modelName = 'Qwen 2.5 0.5B';
const longAnswer = Array.from(
  { length: 40 },
  (_, index) => `Step ${index + 1} of the long tale is told here.`,
).join(' ');

story.beforeEach(async ({ chat, hub: _ }) => {
  const models = new ModelsDialog(chat.page);
  await models.bring(modelName);
});

story('a name told is in core memory and in the next prompt, also after a reload', async ({ chat }) => {
  const { page } = chat;
  const memory = new MemoryPanel(page);
  const model = new ScriptedModelRemote(page);
  const greeting = 'Good to meet you, Ottilie. I have noted your name, and that you keep bees on the roof.';
  await model.play(
    [
      call(
        'core_memory_append',
        { label: 'human', content: 'The name is Ottilie. Keeps bees on the roof.' },
        'Worth keeping.',
      ),
      reply(greeting),
    ],
    60,
  );
  await memory.open('Core');
  await expect(memory.block('human')).toContainText('Nothing noted yet');
  await chat.say('Hello, I am Ottilie, and I keep bees on the roof.');

  // It is seen as it is written, not when it is whole.
  await expect(chat.answers.last()).toContainText('Good to');
  expect(await chat.answers.last().innerText()).not.toContain('on the roof.');
  await keepScreen(page, 'streaming');
  await expect(chat.answers.last()).toContainText(greeting);
  await expect(chat.answers.last()).toContainText('Noted in core memory: human');
  await expect(memory.block('human')).toContainText('The name is Ottilie.');
  await expect(memory.windowMap).toHaveText(/[\d,]+ of 4,096 tokens/);
  await expect(memory.windowMap).not.toContainText('estimated');
  await keepScreen(page, 'core-memory');

  await chat.reload();
  await memory.open('Core');
  await expect(memory.block('human')).toContainText('The name is Ottilie.');
  await expect(chat.answers.last()).toContainText(greeting);
  const models = new ModelsDialog(page);
  await models.open();
  await expect(models.model(modelName)).toContainText('In use');
  await keepScreen(page, 'models');
  await models.close();
  await model.play([reply('You are Ottilie.')], 5);
  await chat.say('Who am I?');
  await expect(chat.answers.last()).toContainText('You are Ottilie.');

  const [prompt = []] = (await model.prompts()).slice(-1);
  expect(prompt[0]).toMatchObject({
    role: 'system',
    content: expect.stringContaining('The name is Ottilie.'),
  });
  expect(prompt.at(-1)).toMatchObject({ role: 'user', content: expect.stringContaining('Who am I?') });

  // The Trace tab shows that very prompt.
  await memory.open('Trace');
  const shown = await memory.openPrompt(memory.steps('send_message').first());
  await keepScreen(page, 'prompt');
  expect(shown).toEqual(prompt.map(({ content }) => content));
});

story('Stop in mid-answer keeps what was written', async ({ chat }) => {
  const model = new ScriptedModelRemote(chat.page);
  await model.play([reply(longAnswer)], 30);
  await chat.say('Tell me a long tale.');
  await expect(chat.answers.last()).toContainText('Step 2 of the long tale');
  await chat.stop.click();
  await expect(chat.send).toBeVisible();
  await expect(chat.answers.last()).toContainText('Stopped. What was written is kept.');
  await expect(chat.answers.last()).toContainText('Step 2 of the long tale');
  await expect(chat.answers.last()).not.toContainText('Step 40');
  await expect(chat.composer).toBeFocused();
  await keepScreen(chat.page, 'stopped');

  await chat.reload();
  await expect(chat.answers.last()).toContainText('Step 2 of the long tale');
});

story('a reload in mid-answer loses neither the question nor the answer so far', async ({ chat }) => {
  const model = new ScriptedModelRemote(chat.page);
  await model.play([reply(longAnswer)], 30);
  await chat.say('Tell me a long tale.');
  await expect(chat.answers.last()).toContainText('Step 4 of the long tale');
  await chat.reload();
  await expect(chat.said.last()).toHaveText('Tell me a long tale.');
  await expect(chat.answers.or(chat.interrupted).last()).toContainText('Step 2 of the long tale');
  await keepScreen(chat.page, 'interrupted');
});

story('a citation opens the reader at its passage', async ({ chat, documents }) => {
  const model = new ScriptedModelRemote(chat.page);
  await chat.drop(...documents.filter((path) => path.endsWith('lease.pdf')));
  await chat.waitUntilReady('lease.pdf');
  await model.play(
    [
      call('archival_memory_search', { query: 'cat or dog, consent in writing', page: 1 }),
      reply('Yes, once the landlady has agreed in writing [d1].', ['d1']),
    ],
    5,
  );
  await chat.say('May I have a dog?');
  await expect(chat.answers.last()).toContainText('once the landlady has agreed');
  await expect(chat.answers.last()).toContainText('Searched documents for “cat or dog, consent in writing”');
  await keepScreen(chat.page, 'cited-answer');

  await chat.answers.last().getByRole('button', { name: 'Source 1: lease.pdf, page 4' }).first().click();
  const reader = new ReaderPage(chat.page, 'lease.pdf');
  expect(await reader.passage()).toContain('A cat or a dog may be taken in');
  await expect(reader.documentPage(4).locator('mark').first()).toBeInViewport();
});
