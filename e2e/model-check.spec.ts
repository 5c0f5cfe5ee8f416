import { expect } from '@playwright/test';
import { MemoryPanel } from './pages/memory-panel.ts';
import { ModelsDialog } from './pages/models-dialog.ts';
import { keepScreen } from './support/screens.ts';
import { call, reply, ScriptedModelRemote } from './support/scripted-model.ts';
import { story } from './support/story.ts';

/* Whether a model can use memory is tried when it arrives, with nothing of the person's. */

story.use({ build: 'dist-e2e', downloads: true });

const name = 'Qwen 2.5 0.5B';
const notes = [call('core_memory_append', { label: 'human', content: 'Name: Telan.' }), reply('Noted.')];
const searches = [call('conversation_search', { query: 'tent', page: 1 }), reply('You left it at Merel.')];

story(
  'a model that has come is checked, the result stays on its row, and memory is as it was',
  async ({ chat, hub: _ }) => {
    const { page } = chat;
    const models = new ModelsDialog(page);
    const model = new ScriptedModelRemote(page);
    await models.open();
    await models.get(name);
    await expect(models.model(name)).toContainText('In use');
    await expect(models.model(name)).toContainText('Can it use memory?');
    await keepScreen(page, 'model-check-offered');
    const whole = [...notes, ...searches, reply('The code of Solir is Lurel.', ['d1'])];
    await model.play(whole, 15);
    await models.button(name, 'Check now').click();
    await expect(models.model(name).getByRole('progressbar', { name: /Memory check/ })).toBeVisible();
    await keepScreen(page, 'model-check-running');
    await expect(models.model(name)).toContainText(/Memory check: 3 of 3 · \d+ tokens a second · today/);
    await keepScreen(page, 'model-check-passed');
    await models.close();

    const memory = new MemoryPanel(page);
    await memory.open('Core');
    await expect(memory.block('human')).not.toContainText('Telan');
    await model.play([reply('I know nothing of a tent.')], 5);
    await chat.say('Where is my tent?');
    await expect(chat.answers.last()).toContainText('I know nothing of a tent.');
    expect(JSON.stringify((await model.prompts()).at(-1))).not.toContain('Merel');

    await chat.reload();
    await models.open();
    await expect(models.model(name)).toContainText('Memory check: 3 of 3');
    await expect(models.button(name, 'Check again')).toBeVisible();
  },
);

story(
  'what the person says comes first: the check ends, keeps nothing, and the answer comes',
  async ({ chat, hub: _ }) => {
    const models = new ModelsDialog(chat.page);
    const model = new ScriptedModelRemote(chat.page);
    await models.bring(name);
    await models.open();
    await model.play([reply('I am slow. '.repeat(60))], 100);
    await models.button(name, 'Check now').click();
    await expect(models.model(name)).toContainText('0 of 3 done');
    await models.close();
    await model.play([reply('Here I am.')], 5);
    await chat.say('Are you there?');
    await expect(chat.answers.last()).toContainText('Here I am.');
    await models.open();
    await expect(models.button(name, /Can it use memory/)).toBeVisible();
    await expect(models.model(name)).not.toContainText('Memory check:');
  },
);
