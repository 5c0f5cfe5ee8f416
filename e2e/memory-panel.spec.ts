import { expect } from '@playwright/test';
import { MemoryPanel } from './pages/memory-panel.ts';
import { ModelsDialog } from './pages/models-dialog.ts';
import { keepScreen } from './support/screens.ts';
import { call, reply, ScriptedModelRemote } from './support/scripted-model.ts';
import { story } from './support/story.ts';

/* Memory in the person's own hands: notes, blocks, their history, and what was said when. */

story.use({ build: 'dist-e2e', downloads: true });

const key = 'The spare key is under the fern.';

story('a note of one’s own is filed, found, deleted and brought back', async ({ chat }) => {
  const memory = new MemoryPanel(chat.page);
  await memory.open('Archival');
  await memory.writeNote(key);
  await memory.tagNote(key, 'household');
  await memory.writeNote('Plums ripen late.');
  await memory.panel.getByRole('button', { name: 'household 1' }).click();
  await expect(memory.note('Plums ripen late.')).toBeHidden();
  await keepScreen(chat.page, 'notes');

  await chat.reload();
  await memory.open('Archival');
  await expect(memory.note(key)).toContainText('By you');
  await memory.panel.getByRole('searchbox').fill('household');
  await expect(memory.panel.getByText(/^1 passage/)).toBeVisible();
  await expect(memory.note(key)).toBeVisible();
  await chat.search('Where is the spare key?');
  await expect(chat.searchAnswers.last()).toContainText('under the fern');

  await memory.panel.getByRole('searchbox').fill('');
  await memory.note(key).getByRole('button', { name: 'Delete note' }).click();
  await expect(memory.note(key)).toContainText('Note deleted');
  await memory.note(key).getByRole('button', { name: 'Undo' }).click();
  await expect(memory.note(key).getByRole('button', { name: 'Remove tag household' })).toBeVisible();

  await memory.open('Recall');
  await expect(memory.timeline.first()).toContainText('Where is the spare key?');
});

story(
  'a locked block is the person’s alone, and every text of a block comes back',
  async ({ chat, hub: _ }) => {
    const { page } = chat;
    const memory = new MemoryPanel(page);
    const model = new ScriptedModelRemote(page);
    await new ModelsDialog(page).bring('Qwen 2.5 0.5B');
    await memory.open('Core');
    await memory.editBlock('human', 'Name: Ada');
    await memory.editBlock('human', 'Name: Ottilie');
    await memory.block('human').getByRole('button', { name: 'Lock human' }).click();
    await expect(memory.block('human')).toContainText('Locked: only you change it');
    await memory.addBlock('plans', 'what is planned');

    const note = (label: string) => call('core_memory_append', { label, content: 'Moves in May' });
    await model.play([note('human'), note('plans'), reply('Noted among your plans.')], 5);
    await chat.say('I move in May.');
    await expect(chat.answers.last()).toContainText('Noted among your plans.');
    await expect(memory.block('plans')).toContainText('Moves in May');
    await expect(memory.block('human')).not.toContainText('Moves in May');
    const [first = []] = await model.prompts();
    expect(first[0]?.content).toContain('locked: only the person changes it');
    expect(first[0]?.content).toContain('<plans> (what is planned)');

    await chat.reload();
    await memory.open('Core');
    await expect(memory.block('human').getByRole('button', { name: 'Lock human' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    const edits = await memory.openHistory('human');
    await expect(edits).toHaveCount(3);
    await expect(edits.first()).toContainText('Locked');
    await edits.last().getByRole('button', { name: 'Go back to this' }).click();
    await expect(edits).toHaveCount(4);
    await expect(memory.block('human').getByText('Name: Ada', { exact: true }).first()).toBeVisible();
    await keepScreen(page, 'block-history');

    await memory.block('plans').getByRole('button', { name: 'Settings of plans' }).click();
    await memory.block('plans').getByRole('button', { name: 'Remove block' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await expect(memory.block('plans')).toBeHidden();
    await memory.addBlock('plans', 'what is planned');
    await expect(memory.block('plans')).toContainText('Nothing noted yet');
    await expect(await memory.openHistory('plans')).toHaveCount(4);
  },
);
