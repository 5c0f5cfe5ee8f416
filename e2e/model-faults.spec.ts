import { writeFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import type { ChatPage } from './pages/chat-page.ts';
import { ModelsDialog } from './pages/models-dialog.ts';
import { makeRandomGguf } from './support/make-random-gguf.ts';
import { keepScreen } from './support/screens.ts';
import { reply, ScriptedModelRemote } from './support/scripted-model.ts';
import { story } from './support/story.ts';

/* Engines that die, devices that lack something, and files that are no model. Nothing said is lost. */

const name = 'Qwen 2.5 0.5B';
const longAnswer = Array.from({ length: 60 }, (_, index) => `Line ${index + 1} of the tale.`).join(' ');

/** Where it says that the model is gone: in the place of the answer, or above the composer. */
function lostModel({ page }: ChatPage) {
  return page.getByRole('alert').filter({ has: page.getByRole('button', { name: 'Load again' }) });
}

story.describe('an engine that dies in the middle of an answer', () => {
  story.use({ build: 'dist-e2e', downloads: true });

  story.beforeEach(async ({ chat, hub: _ }) => {
    const models = new ModelsDialog(chat.page);
    await models.open();
    await models.get(name);
    await expect(models.model(name)).toContainText('In use');
    await models.close();
  });

  story(
    'the device is destroyed: what was written stays, search answers, less is offered',
    async ({ chat, documents }) => {
      const model = new ScriptedModelRemote(chat.page);
      await chat.drop(...documents.filter((path) => path.endsWith('minutes.txt')));
      await chat.waitUntilSearchable('minutes.txt');
      await model.play([reply(longAnswer)], 30);
      await chat.say('Tell me a long tale.');
      await expect(chat.page.getByText('Line 5 of the tale.')).toBeVisible();
      await model.lose({ kind: 'device', message: 'The graphics processor was lost.' });

      const failed = lostModel(chat);
      await expect(failed).toBeVisible();
      await expect(chat.page.getByText(/Line 5 of the tale/).first()).toBeVisible();
      await keepScreen(chat.page, 'device-lost');
      const began = Date.now();
      const answer = await chat.search('What did the pump cost?');
      const took = Date.now() - began;
      expect((await answer.cards(1))[0]?.document).toBe('minutes.txt');
      story.info().annotations.push({ type: 'search after a loss, ms', description: String(took) });

      await failed.getByRole('button', { name: /2,048/ }).click();
      await expect(chat.page.getByTitle('Models')).toContainText(name);
      await model.play([reply('Here again.')]);
      await chat.say('Are you there?');
      await expect(chat.answers.last()).toContainText('Here again.');
      await expect(chat.said.first()).toContainText('Tell me a long tale.');
    },
  );

  story('its worker crashes in mid-token: the words stay, and it can be loaded again', async ({ chat }) => {
    const model = new ScriptedModelRemote(chat.page);
    await model.play([reply(longAnswer)], 30);
    await chat.say('Tell me a long tale.');
    await expect(chat.page.getByText('Line 5 of the tale.')).toBeVisible();
    await model.crash();
    const failed = lostModel(chat);
    await expect(failed).toBeVisible();
    await failed.getByRole('button', { name: 'Load again' }).click();
    await expect(failed).toBeHidden();
    await expect(chat.page.getByTitle('Models')).toContainText(name);
    await model.play([reply('Here again.')]);
    await chat.say('Are you there?');
    await expect(chat.answers.last()).toContainText('Here again.');
    await chat.reload();
    await expect(chat.page.getByText(/Line 5 of the tale/).first()).toBeVisible();
  });
});

story.describe('a graphics processor without half precision', () => {
  story.use({ downloads: true });

  story('gets the weights in single precision', async ({ chat, hub }) => {
    const models = new ModelsDialog(chat.page);
    await models.open();
    await models.get(name);
    await expect.poll(() => hub.requests.map(({ path }) => path).join()).toContain('q4f32_1');
    expect(hub.requests.some(({ path }) => path.includes('q4f16_1'))).toBe(false);
    // The made-up files are no model: the real engine says so, and nothing breaks.
    await expect(models.model(name).getByRole('alert')).toBeVisible({ timeout: 30_000 });
  });
});

story.describe('own files, under the policy of production', () => {
  const file = (base: string, bytes: Uint8Array) => {
    const path = story.info().outputPath(base);
    writeFileSync(path, bytes);
    return path;
  };

  story(
    'a .gguf file is kept, runs on the CPU, and answers with valid calls after a reload',
    async ({ chat }) => {
      const models = new ModelsDialog(chat.page);
      await models.open();
      await models.chooseFiles(file('random.gguf', await makeRandomGguf()));
      await expect(models.model('Random weights')).toBeVisible();
      await models.load('Random weights');
      await models.close();
      await chat.say('Hello.');
      // Random weights say nothing sensible; the run ends in words all the same, or says why not.
      await expect(chat.send).toBeVisible({ timeout: 30_000 });
      await expect(chat.page.getByTitle('Models')).toContainText('Random weights');
      await chat.reload();
      await expect(chat.page.getByTitle('Models')).toContainText('Random weights', { timeout: 20_000 });
      await keepScreen(chat.page, 'own-gguf');
    },
  );

  story('what is no GGUF, or cut short, is refused with a reason and nothing is kept', async ({ chat }) => {
    const models = new ModelsDialog(chat.page);
    const whole = await makeRandomGguf();
    await models.open();
    await models.chooseFiles(file('page.gguf', Buffer.from('<!doctype html><title>Sign in</title>')));
    await expect(models.imports.filter({ hasText: 'page.gguf' })).toContainText(/no GGUF|not a GGUF/i);
    await models.chooseFiles(file('short.gguf', whole.subarray(0, whole.length >> 1)));
    await expect(models.imports.filter({ hasText: 'short.gguf' })).toContainText(
      /end of this file is missing/,
    );
    await keepScreen(chat.page, 'refused-gguf');
  });
});
