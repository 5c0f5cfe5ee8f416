import { expect } from '@playwright/test';
import { ChatPage } from './pages/chat-page.ts';
import { ModelsDialog } from './pages/models-dialog.ts';
import { keepScreen } from './support/screens.ts';
import { SmallDisk } from './support/small-disk.ts';
import { story } from './support/story.ts';

/* Getting a model over a line that does everything wrong. Each story ends with the model here, or with a reason. */

story.use({ build: 'dist-e2e', downloads: true });

const name = 'Qwen 2.5 0.5B';
const lastShard = 'params_shard_2.bin';

story('a model is got once, by consent that names the size, and is in use then', async ({ chat, hub }) => {
  const models = new ModelsDialog(chat.page);
  await models.open();
  await expect(models.model(name)).toContainText(/Get this model · \d+ MB/);
  expect(hub.requests).toEqual([]);
  await models.get(name);
  await expect(models.model(name)).toContainText('In use');
  await expect(models.storage).toContainText(/Models/);
  const asked = hub.requests.length;

  await chat.reload();
  await models.open();
  await expect(models.model(name)).toContainText('In use');
  expect(hub.requests.length).toBe(asked);

  await models.delete(name);
  await expect(models.said).toContainText('1.2 MB freed');
  await expect(models.model(name)).toContainText('Get this model');
});

story(
  'a connection that is cut in mid-shard: it waits, and goes on where it was',
  async ({ chat, hub, outsideWorld }) => {
    const models = new ModelsDialog(chat.page);
    hub.slow(40);
    hub.break(lastShard, { type: 'cut', afterBytes: 200_000 });
    await models.open();
    await models.get(name);
    await expect.poll(() => hub.requests.some(({ path }) => path.endsWith(lastShard))).toBe(true);
    outsideWorld.cut(true);
    await expect(models.model(name)).toContainText('Waiting for the connection', { timeout: 30_000 });
    await keepScreen(chat.page, 'download-waiting');

    outsideWorld.cut(false);
    hub.mend();
    hub.slow(0);
    await expect(models.model(name)).toContainText('In use', { timeout: 40_000 });
    expect(hub.requests.some(({ range }) => /^bytes=[1-9]/.test(range ?? ''))).toBe(true);
  },
);

story(
  'a sign-in page in place of a shard is never kept, and the next try brings the shard',
  async ({ chat, hub }) => {
    const models = new ModelsDialog(chat.page);
    hub.break(lastShard, { type: 'sign-in page' });
    await models.open();
    await models.get(name);
    await expect(models.model(name).getByRole('alert')).toBeVisible({ timeout: 30_000 });
    await keepScreen(chat.page, 'download-sign-in-page');
    hub.mend();
    await models.button(name, 'Try again').click();
    await expect(models.model(name)).toContainText('In use');
    const firstShards = hub.requests.filter(({ path }) => path.endsWith('params_shard_0.bin'));
    expect(firstShards).toHaveLength(1);
  },
);

story('paused by the person it stays so over a reload, until they go on', async ({ chat, hub }) => {
  const models = new ModelsDialog(chat.page);
  hub.slow(2000);
  await models.open();
  await models.get(name);
  await expect(models.model(name)).toContainText('Downloading');
  await expect.poll(() => hub.requests.some(({ path }) => path.endsWith('params_shard_0.bin'))).toBe(true);
  await models.button(name, 'Pause').click();
  await expect(models.model(name)).toContainText('Paused.');
  hub.slow(0);

  await chat.reload();
  await models.open();
  await expect(models.model(name)).toContainText('Paused.');
  await models.button(name, 'Resume').click();
  await expect(models.model(name)).toContainText('In use');
});

story(
  'a tab that is killed in mid-download goes on when the app is opened again',
  async ({ chat, context, hub, server }) => {
    const models = new ModelsDialog(chat.page);
    hub.slow(2000);
    await models.open();
    await models.get(name);
    await expect.poll(() => hub.requests.filter(({ path }) => path.includes('params_shard')).length).toBe(3);
    await chat.page.close({ runBeforeUnload: false });
    hub.slow(0);

    const again = new ChatPage(await context.newPage());
    await again.open(server.url);
    const dialog = new ModelsDialog(again.page);
    await dialog.open();
    await expect(dialog.button(name, 'Load')).toBeVisible({ timeout: 20_000 });
    await dialog.load(name);
  },
);

story('cancelled, it frees what had come', async ({ chat, hub }) => {
  const models = new ModelsDialog(chat.page);
  hub.slow(2000);
  await models.open();
  await models.get(name);
  await expect.poll(() => hub.requests.filter(({ path }) => path.includes('params_shard')).length).toBe(3);
  await models.button(name, 'Cancel').click();
  await expect(models.said).toContainText('freed');
  await expect(models.model(name)).toContainText('Get this model');
});

story(
  'on a full disk it says so and keeps what came; with room it goes on',
  async ({ page, server, hub }) => {
    const disk = await SmallDisk.make(page, server.url, 20_000_000);
    const chat = new ChatPage(page);
    await chat.open(server.url);
    const models = new ModelsDialog(page);
    hub.slow(4000);
    await models.open();
    await models.get(name);
    await expect.poll(() => hub.requests.some(({ path }) => path.includes('params_shard'))).toBe(true);
    await disk.fill();
    hub.slow(0);
    await expect(models.model(name).getByRole('alert')).toHaveText(/space|room/i, { timeout: 30_000 });
    await keepScreen(page, 'download-full-disk');

    await disk.empty();
    await models.button(name, 'Try again').click();
    await expect(models.model(name)).toContainText('In use');
    expect(hub.requests.length).toBeGreaterThan(0);
  },
);

story('a file that is gone from the hub fails with a reason', async ({ chat, hub }) => {
  const models = new ModelsDialog(chat.page);
  hub.break('tensor-cache.json', { type: 'missing' });
  await models.open();
  await models.get(name);
  await expect(models.model(name).getByRole('alert')).toContainText('404', { timeout: 30_000 });
});
