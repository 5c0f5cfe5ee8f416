import { spawnSync } from 'node:child_process';
import { expect, type Locator, test } from '@playwright/test';
import { ChatPage } from '../pages/chat-page.ts';
import { MemoryPanel } from '../pages/memory-panel.ts';
import { ModelsDialog } from '../pages/models-dialog.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { reasonToSkip } from './reason-to-skip.ts';

/* A real model on a real graphics processor: got, talked to, and asked after a reload what it was told. */

/** As the catalogue names it. MODEL names another. */
const name = process.env.MODEL ?? 'Qwen 2.5 1.5B';
const downloadMs = 45 * 60_000;

let server: TestServer | null = null;

test.beforeAll(async ({ browser }) => {
  const reason = await reasonToSkip(browser);
  if (reason !== null) console.log(`Skipped: ${reason}.`);
  test.skip(reason !== null, reason ?? '');
  const { status } = spawnSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
  expect(status, 'the build').toBe(0);
  server = await startServer({ dir: 'dist' });
});

test.afterAll(() => server?.stop());

test(`${name} notes a name, and knows it after a reload and in another chat`, async ({ page }) => {
  const chat = new ChatPage(page);
  const models = new ModelsDialog(page);
  const memory = new MemoryPanel(page);
  await chat.open(server?.url ?? '');
  await models.open();
  await models.get(name);
  await expect(models.model(name)).toContainText('In use', { timeout: downloadMs });
  await models.close();

  await chat.say('Hello. My name is Ottilie Marchbanks. Please remember it.');
  await answered(chat, 1);
  await memory.open('Trace');
  console.log(`${name}: ${await speed(memory.panel)}`);
  await memory.open('Core');
  await expect(memory.block('human')).toContainText('Ottilie');

  await chat.reload();
  await models.open();
  await expect(models.model(name)).toContainText('In use');
  await models.close();
  await page.getByRole('button', { name: 'New chat' }).click();
  await chat.say('What is my name?');
  await answered(chat, 1);
  await expect(chat.answers.last()).toContainText('Ottilie');
});

async function answered(chat: ChatPage, count: number): Promise<void> {
  await expect(chat.answers).toHaveCount(count);
  await expect(chat.send).toBeVisible();
}

/** Of the newest run, in the trace's own figures. */
async function speed(panel: Locator): Promise<string> {
  const text = (await panel.getByRole('listitem').first().innerText()).replaceAll(',', '');
  const number = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);
  const seconds = number(/(\d+) min/) * 60 + number(/([\d.]+) s\b/) + number(/(\d+) ms/) / 1000;
  const [read, written] = [number(/(\d+) tokens read/), number(/(\d+) written/)];
  const perSecond = (written / seconds).toFixed(1);
  return `${read} tokens read and ${written} written in ${seconds} s: ${perSecond} written a second, with the reading`;
}
