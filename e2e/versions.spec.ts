import { expect } from '@playwright/test';
import { MemoryPanel } from './pages/memory-panel.ts';
import { ModelsDialog } from './pages/models-dialog.ts';
import { keepScreen } from './support/screens.ts';
import { call, reply, ScriptedModelRemote } from './support/scripted-model.ts';
import { story } from './support/story.ts';

/* Saying something again destroys nothing, and memory goes with the answer that it belonged to. */

story.use({ build: 'dist-e2e', downloads: true });

story(
  'an answer is said again, what it noted is taken back, and both versions stay',
  async ({ chat, hub: _ }) => {
    const { page } = chat;
    const models = new ModelsDialog(page);
    await models.bring('Qwen 2.5 0.5B');
    const model = new ScriptedModelRemote(page);
    const memory = new MemoryPanel(page);
    await model.play(
      [
        call('core_memory_append', { label: 'human', content: 'Has two cars.' }, 'Worth keeping.'),
        reply('Two cars, noted.'),
        reply('I wrote nothing down this time.'),
      ],
      5,
    );
    await memory.open('Core');
    await chat.say('I have two cars.');
    await expect(memory.block('human')).toContainText('Has two cars.');
    await expect(chat.answers.last()).toContainText('Two cars, noted.');

    await page.getByRole('button', { name: 'Regenerate' }).last().click();
    await expect(chat.answers.last()).toContainText('I wrote nothing down this time.');
    await expect(memory.block('human')).not.toContainText('Has two cars.');
    await expect(chat.said).toHaveCount(1);
    await keepScreen(page, 'versions');

    await page.getByRole('button', { name: 'Previous version' }).click();
    await expect(chat.answers.last()).toContainText('Two cars, noted.');
    await chat.reload();
    await expect(chat.answers.last()).toContainText('Two cars, noted.');
    await page.getByRole('button', { name: 'Next version' }).click();
    await expect(chat.answers.last()).toContainText('I wrote nothing down this time.');
  },
);
