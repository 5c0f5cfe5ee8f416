import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import type { ChatPage } from '../pages/chat-page.ts';
import { LibraryPage } from '../pages/library-page.ts';
import { MemoryPanel } from '../pages/memory-panel.ts';
import { ModelsDialog } from '../pages/models-dialog.ts';
import { ReaderPage } from '../pages/reader-page.ts';
import { call, reply, ScriptedModelRemote } from '../support/scripted-model.ts';
import { story } from '../support/story.ts';

/* The pictures of the README: `npm run screenshots -- readme`. What the model says in them is scripted. */

story.use({ build: 'dist-e2e', downloads: true, contextOptions: { reducedMotion: 'reduce' } });

const folder = 'docs/screenshots';

story.describe('in a wide window', () => {
  story.use({ viewport: { width: 1280, height: 740 }, colorScheme: 'light' });

  story('a chat beside its memory, and the document that it cites', async ({ chat, documents, hub: _ }) => {
    const { page } = chat;
    await talk(chat, documents);
    const memory = new MemoryPanel(page);
    await memory.open('Core');
    await expect(memory.block('human')).toContainText('Ottilie');
    await keep(page, 'chat');

    await new LibraryPage(page).open();
    await page.getByRole('button', { name: 'lease.pdf', exact: true }).click();
    const reader = new ReaderPage(page, 'lease.pdf');
    await reader.outlineButton.click();
    await page.setViewportSize({ width: 1160, height: 660 });
    await page.keyboard.press('Control+f');
    await reader.field.fill('dog');
    await expect(reader.found).toHaveText(/^1 of/);
    await expect(reader.pageImage(4)).toHaveAttribute('aria-busy', 'false');
    await keep(page, 'reader');
  });
});

story.describe('on a phone', () => {
  story.use({
    viewport: { width: 390, height: 780 },
    deviceScaleFactor: 2,
    colorScheme: 'dark',
    hasTouch: true,
    isMobile: true,
  });

  story('a chat by night', async ({ chat, documents, hub: _ }) => {
    await talk(chat, documents);
    await keep(chat.page, 'phone');
  });
});

/** Someone says who she is, and asks about her lease. */
async function talk(chat: ChatPage, documents: readonly string[]): Promise<void> {
  await new ModelsDialog(chat.page).bring('Qwen 2.5 0.5B');
  const model = new ScriptedModelRemote(chat.page);
  const noted = 'The name is Ottilie. Would like to keep a dog at Kestrel Lane.';
  const asked = 'cat or dog, consent in writing';
  await model.play(
    [
      call('core_memory_append', { label: 'human', content: noted }, 'Worth keeping.'),
      reply('Good to meet you, Ottilie. Drop your lease here, and I look up what it says about dogs.'),
      call('archival_memory_search', { query: asked, page: 1 }, 'The lease says it.'),
      reply(
        'Yes, once your landlady has agreed **in writing** [d1]. She may refuse only for a good reason, such as a neighbour’s allergy, and her consent ends with the life of the animal [d1].',
        ['d1'],
      ),
    ],
    1,
  );
  await chat.say('Hello, I am Ottilie, and I would like to keep a dog at Kestrel Lane.');
  await expect(chat.answers).toHaveCount(1);
  await expect(chat.send).toBeVisible();
  await chat.drop(...documents.filter((path) => path.endsWith('lease.pdf')));
  await chat.waitUntilReady('lease.pdf');
  await chat.dismiss('lease.pdf');
  await chat.say('May I have a dog?');
  await expect(chat.answers).toHaveCount(2);
  await expect(chat.send).toBeVisible();
  await expect(chat.answers.last()).toContainText('in writing');
  await chat.composer.blur();
}

function keep(page: Page, name: string): Promise<Buffer> {
  return page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}
