import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { MessageHit } from '../kernel/memory-search.ts';
import { type Answers, createFakeApp, type FakeApp } from './fake-app.fixture.tsx';
import * as data from './gallery-data.fixture.ts';
import { RecallTab } from './recall-tab.tsx';
import './global.css';

/* The Recall tab while nothing is searched for: what was said, day by day, over a worker that pages. */

const pageSize = 10;
const hour = 3_600_000;
const start = new Date(2026, 2, 1, 12).getTime();
let app: FakeApp;
beforeEach(() => page.viewport(420, 700));
afterEach(() => app.remove());

/** One message every six hours. */
const said: MessageHit[] = Array.from({ length: 35 }, (_, index) => ({
  message: { ...data.said('r', `Word ${index}`), id: `m${index}`, createdAt: start + index * 6 * hour },
  score: 0,
  found: null,
  strength: 0,
  sentence: null,
}));

const paging: Answers = {
  recallTimeline({ until, page: wanted }) {
    const all = said.filter(({ message }) => message.createdAt <= until).toReversed();
    const hits = all.slice((wanted - 1) * pageSize, wanted * pageSize);
    const pages = Math.max(1, Math.ceil(all.length / pageSize));
    return { hits, page: wanted, pages, total: all.length, byMeaning: false };
  },
};

function draw(answers: Answers = {}): void {
  app = createFakeApp({ ...paging, ...answers });
  app.draw(
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <div role="tabpanel" aria-label="Recall" tabIndex={0} style={{ height: 500, overflowY: 'auto' }}>
      <RecallTab />
    </div>,
  );
}

const cards = () => page.getByRole('listitem').elements();
const texts = () => cards().map((it) => /Word \d+/.exec(it.textContent ?? '')?.[0]);

test('stands by day, newest first, and each entry leads to its place', async () => {
  draw();
  await expect.element(page.getByRole('heading', { name: '9 March' }).first()).toBeVisible();
  expect(texts().slice(0, 2)).toEqual(['Word 34', 'Word 33']);
  const [first] = page.getByRole('heading', { level: 3 }).elements();
  expect(first?.textContent).toBe('10 March');
  await page.getByRole('listitem').first().getByRole('button', { name: 'You' }).click();
  expect(app.navigation.openChat).toHaveBeenCalledWith('c1', 'm34');
});

test('earlier days come as one scrolls, each message once', async () => {
  draw();
  await expect.poll(() => cards().length).toBeGreaterThan(0);
  const panel = page.getByRole('tabpanel').element();
  await expect
    .poll(() => {
      panel.scrollTop = panel.scrollHeight;
      return cards().length;
    })
    .toBe(35);
  expect(texts()).toEqual(said.map(({ message }) => message.text).toReversed());
  await expect.element(page.getByRole('button', { name: 'Show earlier' })).not.toBeInTheDocument();
});

test('a date leads to that day, and back to now', async () => {
  draw();
  await page.getByLabelText('Go to a day').fill('2026-03-03');
  await expect.poll(() => texts()[0]).toBe('Word 9');
  const [first] = page.getByRole('heading', { level: 3 }).elements();
  expect(first?.textContent).toBe('3 March');
  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect.poll(() => texts()[0]).toBe('Word 34');
  await page.getByLabelText('Go to a day').fill('2020-01-01');
  await expect.element(page.getByText('Nothing was said up to this day.')).toBeVisible();
});

test('what is said meanwhile joins at the top, and the rest stays in place', async () => {
  let all = said.slice(0, 12);
  draw({
    recallTimeline({ until, page: wanted }) {
      const found = all.filter(({ message }) => message.createdAt <= until).toReversed();
      const hits = found.slice((wanted - 1) * pageSize, wanted * pageSize);
      return { hits, page: wanted, pages: Math.ceil(found.length / pageSize), total: 0, byMeaning: false };
    },
  });
  await expect.poll(() => texts()).toHaveLength(10);
  const [newest] = said;
  if (!newest) throw new Error('Nothing was said.');
  const message = { ...newest.message, id: 'new', text: 'Word 99', createdAt: Date.now() + 1 };
  all = [...all, { ...newest, message }];
  await new Promise((resolve) => setTimeout(resolve, 5));
  app.push({
    type: 'conversation-changed',
    conversation: data.conversation({ id: 'c1', title: '', headId: 'new' }),
  });
  await expect.poll(() => texts().slice(0, 2)).toEqual(['Word 99', 'Word 11']);
  page.getByRole('button', { name: 'Show earlier' }).element().scrollIntoView();
  await expect.poll(() => texts()).toHaveLength(13);
  expect(new Set(texts()).size).toBe(13);
});

test('a search takes its place until it is cleared', async () => {
  draw({ searchRecall: () => ({ hits: said.slice(0, 1), page: 1, pages: 1, total: 1, byMeaning: true }) });
  await page.getByRole('searchbox', { name: 'Search everything said' }).fill('word');
  await expect.element(page.getByText('1 message')).toBeVisible();
  expect(texts()).toEqual(['Word 0']);
  await userEvent.keyboard('{Control>}a{/Control}{Backspace}');
  await expect.poll(() => texts()[0]).toBe('Word 34');
});
