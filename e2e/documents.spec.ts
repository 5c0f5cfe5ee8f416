import { basename } from 'node:path';
import { expect } from '@playwright/test';
import { ownQuestions } from './documents/questions.ts';
import { ReaderPage } from './pages/reader-page.ts';
import { describeMeasured, measure } from './support/measure.ts';
import { keepScreen } from './support/screens.ts';
import { story } from './support/story.ts';

/* The main job without a model: drop documents, ask, get the right page with its sentence marked. */

story(
  'five documents answer twenty questions, by words first and then by meaning',
  async ({ context, chat, documents }) => {
    story.setTimeout(150_000);
    const { page } = chat;
    const names = documents.map((path) => basename(path));
    await keepScreen(page, 'first-run');

    // The embedder's files are held back until the questions were asked once.
    let letThrough = () => {};
    const held = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await context.route('**/models/**', async (route) => {
      await held;
      await route.continue();
    });

    const [picked = '', ...dropped] = documents;
    await chat.pick(picked);
    await chat.drop(...dropped);
    for (const name of names) await expect(chat.incoming(name)).toContainText('Searchable by words');
    await keepScreen(page, 'indexing');

    const first = await chat.search('How much do we pay per month altogether?');
    await expect(first.article).toContainText('Search only: no model loaded');
    await expect(first.article).toContainText('compared by words alone');
    const byWords = await measure(chat, ownQuestions);
    console.log(describeMeasured('Own files, by words alone', byWords));
    await keepScreen(page, 'answer-by-words');

    letThrough();
    await chat.waitUntilReady(...names);
    await keepScreen(page, 'ready');
    const byMeaning = await measure(chat, ownQuestions);
    console.log(describeMeasured('Own files, by words and meaning', byMeaning));
    await expect(chat.searchAnswers.last()).toContainText('compared by words and by meaning');
    expect(byMeaning.hits, byMeaning.missed.join('\n')).toBeGreaterThanOrEqual(17);
  },
);

story(
  'the matching sentence is marked, and a click opens the document there',
  async ({ chat, documents }) => {
    const { page } = chat;
    await chat.drop(...documents.filter((path) => path.endsWith('lease.pdf')));
    await chat.waitUntilReady('lease.pdf');
    const answer = await chat.search('Who has to pay the plumber when a tap drips?');
    const cards = await answer.cards(3);
    const index = cards.findIndex((card) => card.page === 5 && card.marked.includes('taps, light switches'));
    expect(cards[index]?.document).toBe('lease.pdf');
    await keepScreen(page, 'answer-by-meaning');

    await answer.openCard(index);
    const reader = new ReaderPage(page, 'lease.pdf');
    expect(await reader.passage()).toContain('up to 110 euros for a single repair');
    await expect(reader.documentPage(5).locator('mark').first()).toBeInViewport();
    await expect(reader.marks.filter({ hasText: 'taps, light switches' })).toBeInViewport();
    await keepScreen(page, 'reader');
    await reader.close();
    await expect(chat.composer).toBeEditable();
  },
);
