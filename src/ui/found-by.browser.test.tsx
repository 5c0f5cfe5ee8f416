import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import type { MessageHit, PassageHit, ResultPage } from '../kernel/memory-search.ts';
import { ArchivalTab } from './archival-tab.tsx';
import { type Answers, createFakeApp, type FakeApp } from './fake-app.fixture.tsx';
import * as data from './gallery-data.fixture.ts';
import { RecallTab } from './recall-tab.tsx';
import { ResultCard } from './result-card.tsx';

/* Why a search found what it shows: in the panel's tabs and in the answers while no model is loaded. */

let app: FakeApp;
afterEach(() => app.remove());

const [lease] = data.passages;

function resultOf<Hit>(...hits: Hit[]): ResultPage<Hit> {
  return { hits, page: 1, pages: 1, total: hits.length, byMeaning: true };
}

function passageHit(values: Partial<PassageHit>): PassageHit {
  if (!lease) throw new Error('There is no passage to show.');
  return {
    passage: lease,
    documentName: 'lease.pdf',
    score: 1,
    found: null,
    strength: 1,
    sentence: null,
    ...values,
  };
}

function messageHit(values: Partial<MessageHit>): MessageHit {
  return {
    message: data.replied('r1', 'Yes.'),
    score: 1,
    found: null,
    strength: 1,
    sentence: null,
    ...values,
  };
}

async function search(tab: 'recall' | 'archival', answers: Answers): Promise<void> {
  app = createFakeApp({ notes: () => [], ...answers });
  app.draw(tab === 'recall' ? <RecallTab /> : <ArchivalTab />);
  await page.getByRole('searchbox').fill('lease');
}

test('a passage says it with its score', async () => {
  await search('archival', { searchArchival: () => resultOf(passageHit({ found: 'both', score: 0.834 })) });
  await expect.element(page.getByText('found by words and meaning, 0.83')).toBeVisible();
});

test('a message says it after its chat', async () => {
  await search('recall', { searchRecall: () => resultOf(messageHit({ found: 'meaning', score: 0.4 })) });
  await expect.element(page.getByText('found by meaning, 0.40')).toBeVisible();
});

test('a message that was only listed says nothing of the kind', async () => {
  await search('recall', { searchRecall: () => resultOf(messageHit({})) });
  await expect.element(page.getByText('Yes.')).toBeVisible();
  await expect.element(page.getByText(/found by/)).not.toBeInTheDocument();
});

test('a card of a search answer says it, and one from before it was kept does not', async () => {
  const [citation] = data.searched;
  if (!citation) throw new Error('There is no citation to show.');
  app = createFakeApp({});
  app.draw(
    <ol>
      <ResultCard citation={{ ...citation, found: { by: 'words', score: 0.45 } }} />
      <ResultCard citation={citation} />
    </ol>,
  );
  await expect.element(page.getByText('found by words, 0.45')).toBeVisible();
  expect(page.getByText(/found by/).elements()).toHaveLength(1);
  expect(page.getByRole('listitem').elements()).toHaveLength(2);
});
