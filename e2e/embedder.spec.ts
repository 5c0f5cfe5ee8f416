import { expect } from '@playwright/test';
import { MemoryPanel } from './pages/memory-panel.ts';
import { ModelsDialog } from './pages/models-dialog.ts';
import { SettingsDialog } from './pages/settings-dialog.ts';
import { Battery } from './support/battery.ts';
import { keepScreen } from './support/screens.ts';
import { reply, ScriptedModelRemote } from './support/scripted-model.ts';
import { story } from './support/story.ts';

/*
 * Another embedder: got by consent, prepared while search goes on, used without a network, and given back. The
 * shipped weights stand for the other's: they have the same shape, and are pooled and prefixed in another way.
 */

story.use({ build: 'dist-e2e', downloads: true });

const name = 'Arctic Embed XS';
const shipped = 'MiniLM';
const repository = 'Snowflake/snowflake-arctic-embed-xs';
const files = 'public/models/all-MiniLM-L6-v2';
const question = 'Who has to pay the plumber when a tap drips?';
const answer = expect.objectContaining({ document: 'lease.pdf', page: 5 });

story(
  'another embedder is got by consent, prepared in the background, works offline, and can be given back',
  async ({ chat, hub, documents, server, outsideWorld }) => {
    story.setTimeout(180_000);
    hub.place(repository, files);
    const battery = await Battery.of(chat.page);
    await chat.reload();
    const lease = documents.filter((path) => path.endsWith('lease.pdf'));
    await chat.drop(...lease);
    await chat.waitUntilReady('lease.pdf');
    const settings = new SettingsDialog(chat.page);

    await settings.open();
    await expect(settings.embedder(shipped)).toContainText('In use');
    await expect(settings.choice(name)).toBeDisabled();
    await keepScreen(chat.page, 'settings-embedders');
    expect(hub.requests).toEqual([]);
    await settings.get(name);
    await expect(settings.choice(name)).toBeEnabled({ timeout: 30_000 });
    expect(hub.requests.map(({ path }) => path).sort()).toEqual(
      ['config.json', 'onnx/model_quantized.onnx', 'tokenizer.json', 'tokenizer_config.json'].map(
        (file) => `/${repository}/resolve/main/${file}`,
      ),
    );
    await expect(settings.embedder(name)).toContainText('24 MB · English · Apache-2.0 · on this device');

    await story.step('a low battery holds the change, and search goes on as before', async () => {
      await battery.fall(0.1);
      await settings.choice(name).check();
      await expect(settings.embedders).toContainText(/Search by meaning: 0 of \d+ texts/, {
        timeout: 20_000,
      });
      await expect(settings.embedders).toContainText('Embedding waits while the battery is low.');
      await expect(settings.embedder(shipped)).toContainText('In use until then');
      await expect(settings.embedder(name)).toContainText('Chosen');
      await keepScreen(chat.page, 'settings-embedder-change');
      await settings.close();
      await expect(chat.incoming('lease.pdf')).toContainText('embedding waits while the battery is low');
      const found = await chat.searchByMeaning(question);
      expect(await found.cards(3)).toContainEqual(answer);
    });

    await story.step('it can be taken back, and chosen again', async () => {
      await settings.open();
      await settings.choice(shipped).check();
      await battery.plugIn();
      await expect(settings.embedder(shipped)).toContainText(/In use(?! until)/);
      await expect(settings.embedders).not.toContainText(/of \d+ texts/);
      await settings.choice(name).check();
      await expect(settings.embedder(name)).toContainText('In use', { timeout: 60_000 });
      await expect(settings.embedder(shipped)).not.toContainText('In use');
      await settings.close();
      const found = await chat.searchByMeaning(question);
      expect(await found.cards(3)).toContainEqual(answer);
    });

    await story.step('without a server and a network it is used after a reload', async () => {
      await expect(chat.page.getByRole('button', { name: /works offline/ })).toBeVisible({ timeout: 30_000 });
      await server.stop();
      outsideWorld.cut(true);
      const asked = hub.requests.length;
      await chat.reload();
      const found = await chat.searchByMeaning(question);
      expect(await found.cards(3)).toContainEqual(answer);
      await settings.open();
      await expect(settings.embedder(name)).toContainText('In use');
      expect(hub.requests).toHaveLength(asked);
    });

    await story.step('the shipped one takes over again, and the other is deleted', async () => {
      await expect(settings.button(name, /^Delete/)).toHaveCount(0);
      await settings.choice(shipped).check();
      await expect(settings.embedder(shipped)).toContainText(/In use(?! until)/, { timeout: 60_000 });
      await settings.button(name, /^Delete/).click();
      await expect(settings.embedders.getByRole('status')).toContainText(/2\d MB freed/);
      await expect(settings.choice(name)).toBeDisabled();
      await settings.close();
      await chat.searchByMeaning(question);
    });
  },
);

story('a download that goes wrong says why, keeps what came and can be given up', async ({ chat, hub }) => {
  hub.place(repository, files);
  hub.break('.onnx', { type: 'sign-in page' });
  const settings = new SettingsDialog(chat.page);
  await settings.open();
  await settings.get(name);
  await expect(settings.embedder(name).getByRole('alert')).toContainText('web page', { timeout: 30_000 });
  await expect(settings.choice(name)).toBeDisabled();
  await keepScreen(chat.page, 'settings-embedder-failed');

  hub.mend();
  hub.slow(50);
  await settings.button(name, 'Try again').click();
  await settings.button(name, 'Pause').click();
  await expect(settings.embedder(name)).toContainText('Paused.');
  await chat.reload();
  await settings.open();
  await expect(settings.embedder(name)).toContainText('Paused.');
  await settings.button(name, 'Cancel').click();
  await expect(settings.button(name, /^Get/)).toBeVisible();
  expect(hub.requests.filter(({ path }) => path.endsWith('tokenizer.json'))).toHaveLength(1);
});

/** So much that embedding it takes longer than a story. */
function longDocument() {
  const paragraph = (number: number) =>
    `Entry ${number}. ${Array.from({ length: 90 }, (_, word) => `item${(number * 37 + word * 11) % 997}`).join(' ')}.`;
  const text = Array.from({ length: 400 }, (_, number) => paragraph(number)).join('\n\n');
  return { name: 'long.txt', mimeType: 'text/plain', buffer: Buffer.from(text) };
}

story('a question overtakes a backlog', async ({ chat, documents, hub: _ }) => {
  await chat.drop(...documents.filter((path) => path.endsWith('lease.pdf')));
  await chat.waitUntilReady('lease.pdf');
  await chat.drop(longDocument());
  await expect(chat.incoming('long.txt')).toContainText(/embedding [1-9]/, { timeout: 30_000 });
  const asked = Date.now();
  const found = await chat.search(question);
  expect(Date.now() - asked).toBeLessThan(4000);
  await expect(found.article).toContainText('compared by words and by meaning');
  expect(await found.cards(3)).toContainEqual(answer);
  await expect(chat.incoming('long.txt')).toContainText('embedding');
});

story(
  'embedding waits while an answer is written, and then takes in what was said',
  async ({ chat, hub: _ }) => {
    const { page } = chat;
    const models = new ModelsDialog(page);
    await models.bring('Qwen 2.5 0.5B');
    await chat.drop(longDocument());
    await expect(chat.incoming('long.txt')).toContainText(/embedding [1-9]/, { timeout: 30_000 });
    const model = new ScriptedModelRemote(page);
    await model.play([reply('A grey parrot lives a long time, and is seldom bored by it. '.repeat(10))], 60);
    await chat.say('Our neighbour keeps a grey parrot.');
    await expect(chat.answers.last()).toContainText('A grey parrot');
    // What was under way when it began has been stored by then.
    await page.waitForTimeout(1000);
    const standing = await chat.incoming('long.txt').innerText();
    await page.waitForTimeout(2000);
    expect(await chat.incoming('long.txt').innerText()).toBe(standing);
    await expect(chat.stop).toBeVisible();
    await chat.stop.click();
    await expect(chat.incoming('long.txt')).not.toHaveText(standing, { timeout: 20_000 });
  },
);

story('what is said is found by meaning soon after', async ({ chat, documents, hub: _ }) => {
  await chat.drop(...documents.filter((path) => path.endsWith('lease.pdf')));
  await chat.waitUntilReady('lease.pdf');
  await chat.search('Our neighbour keeps a grey parrot.');
  const memory = new MemoryPanel(chat.page);
  await memory.open('Recall');
  const field = memory.panel.getByRole('searchbox', { name: 'Search everything said' });
  await expect(async () => {
    await field.fill('');
    await field.fill('a pet bird next door');
    const hits = memory.panel.getByRole('listitem').filter({ hasText: 'grey parrot' });
    await expect(hits.first()).toContainText('by meaning', { timeout: 1000 });
  }).toPass({ timeout: 20_000 });
});
