import { basename } from 'node:path';
import { expect } from '@playwright/test';
import { ownQuestions } from './documents/questions.ts';
import { ChatPage } from './pages/chat-page.ts';
import { MemoryPanel } from './pages/memory-panel.ts';
import { ModelsDialog } from './pages/models-dialog.ts';
import { describeMeasured, measure } from './support/measure.ts';
import { keepScreen } from './support/screens.ts';
import { call, reply, ScriptedModelRemote } from './support/scripted-model.ts';
import { story } from './support/story.ts';

/* After the first document the server may go: the app starts, reads, searches and remembers. */

const named = (paths: readonly string[], ...names: readonly string[]) =>
  paths.filter((path) => names.some((name) => path.endsWith(name)));

story(
  'with the server gone, old documents are found and new ones taken in',
  async ({ chat, context, documents, server }) => {
    story.setTimeout(120_000);
    const [bicycle, others] = [
      named(documents, 'bicycle.pdf'),
      documents.filter((it) => !it.endsWith('bicycle.pdf')),
    ];
    await chat.drop(...others);
    await chat.waitUntilReady(...others.map((path) => basename(path)));
    await expect(chat.page.getByRole('button', { name: /works offline/ })).toBeVisible();
    await server.stop();
    await expect(chat.page.request.get(server.url)).rejects.toThrow();

    await chat.reload();
    const old = await chat.searchByMeaning('Who has to pay the plumber when a tap drips?');
    expect(await old.cards(3)).toContainEqual(expect.objectContaining({ document: 'lease.pdf', page: 5 }));

    const next = new ChatPage(await context.newPage());
    await chat.page.close();
    await next.open(server.url);
    await next.drop(...bicycle);
    await next.waitUntilReady('bicycle.pdf');
    await next.searchByMeaning('Which parts does the warranty not cover?');
    const measured = await measure(next, ownQuestions);
    console.log(describeMeasured('Own files, offline', measured));
    expect(measured.hits, measured.missed.join('\n')).toBeGreaterThanOrEqual(17);
    await keepScreen(next.page, 'offline');
  },
);

story(
  '"Make available offline" is enough: the first document may come without a connection',
  async ({ chat, documents, server }) => {
    await chat.page.getByRole('button', { name: 'Download', exact: true }).click();
    await expect(chat.page.getByRole('button', { name: /works offline/ })).toBeVisible({ timeout: 30_000 });
    await server.stop();
    await chat.reload();
    await chat.drop(...named(documents, 'bicycle.pdf'));
    await chat.waitUntilReady('bicycle.pdf');
    const answer = await chat.searchByMeaning('Which parts does the warranty not cover?');
    expect(await answer.cards(3)).toContainEqual(
      expect.objectContaining({ document: 'bicycle.pdf', page: 6 }),
    );
  },
);

story.describe('with a model', () => {
  story.use({ build: 'dist-e2e', downloads: true });

  story(
    'a name told is known after a reload with the server gone',
    async ({ chat, server, hub: _, outsideWorld }) => {
      const { page } = chat;
      const models = new ModelsDialog(page);
      const memory = new MemoryPanel(page);
      const model = new ScriptedModelRemote(page);
      await models.bring('Qwen 2.5 0.5B');
      await model.play([
        call('core_memory_append', { label: 'human', content: 'The name is Ottilie.' }),
        reply('Good to meet you, Ottilie.'),
      ]);
      await chat.say('I am Ottilie.');
      await expect(chat.answers.last()).toContainText('Good to meet you, Ottilie.');
      await server.stop();
      outsideWorld.cut(true);

      await chat.reload();
      await memory.open('Core');
      await expect(memory.block('human')).toContainText('The name is Ottilie.');
      await models.waitUntilInUse('Qwen 2.5 0.5B');
      await model.play([reply('You are Ottilie.')]);
      await chat.say('Who am I?');
      await expect(chat.answers.last()).toContainText('You are Ottilie.');
      const [prompt] = (await model.prompts()).slice(-1);
      expect(prompt?.[0]?.content).toContain('The name is Ottilie.');
    },
  );
});
