import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Citation } from '../kernel/message.ts';
import { AnswerText } from './answer-text.tsx';
import { createFakeApp, type FakeApp } from './fake-app.fixture.tsx';
import * as data from './gallery-data.fixture.ts';
import { type Navigation, NavigationContext } from './navigation.ts';

/* A reply with its sources after the sentences that they bear out. */

let app: FakeApp;
afterEach(() => app.remove());

const nothing = () => {};
const navigation: Navigation = {
  openReader: nothing,
  openModels: nothing,
  openOffline: nothing,
  openSettings: nothing,
  openLink: nothing,
  openMemory: nothing,
  editBlock: nothing,
  openSearch: nothing,
  openShortcuts: nothing,
  openLibrary: nothing,
  toggleRail: nothing,
  toggleMemory: nothing,
  newChat: nothing,
  openChat: nothing,
};

const text = 'Hello. You must **write** in time. The garage ends sooner. I hope that helps.';
const garage = 'The garage is let under the addendum of the same date.';

/** The passage of the garage, as bearing out two sentences of the reply. */
function twice(): Citation {
  const citation = data.cited[2];
  if (!citation) throw new Error('There is no citation to show.');
  const spanOf = (whole: string, words: string) => {
    const start = whole.indexOf(words);
    return { start, end: start + words.length };
  };
  const marked = citation.sentence ?? { start: 0, end: 1 };
  return {
    ...citation,
    supports: [
      { reply: spanOf(text, 'You must **write** in time.'), passage: marked },
      { reply: spanOf(text, 'The garage ends sooner.'), passage: spanOf(citation.text, garage) },
    ],
  };
}

test('chips stand after their sentences, each quoting with its own words marked', async () => {
  let opened: unknown = null;
  const openReader: Navigation['openReader'] = (place) => {
    opened = place;
  };
  app = createFakeApp({});
  app.draw(
    <NavigationContext value={{ ...navigation, openReader }}>
      <AnswerText text={text} citations={[twice()]} />
    </NavigationContext>,
  );
  const chips = page.getByRole('button', { name: /^Source 1: lease-2025\.pdf/ });
  await expect.element(chips.first()).toBeVisible();
  expect(chips.elements()).toHaveLength(2);
  expect(document.body.textContent?.replaceAll('\u2060', '')).toContain(
    'Hello. You must write in time.1 The garage ends sooner.1 I hope that helps.',
  );
  await userEvent.hover(chips.nth(1));
  await expect.element(page.getByRole('tooltip')).toBeVisible();
  expect(document.querySelector('[role=tooltip] mark')?.textContent).toBe(garage);
  await userEvent.click(chips.nth(1));
  expect(opened).toMatchObject({ sentence: twice().supports?.[1]?.passage });
});

test('a growing reply has none', async () => {
  app = createFakeApp({});
  app.draw(<AnswerText text={text} citations={[]} streaming />);
  await expect.element(page.getByText('The garage ends sooner.')).toBeVisible();
  expect(page.getByRole('button').elements()).toHaveLength(0);
});
