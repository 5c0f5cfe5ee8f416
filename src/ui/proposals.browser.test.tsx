import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { CoreTab } from './core-tab.tsx';
import { type Answers, createFakeApp, type FakeApp, snapshot } from './fake-app.fixture.tsx';
import * as data from './gallery-data.fixture.ts';
import { LiveRegion } from './live-region.tsx';
import { proposal, proposing, removal } from './proposal-data.fixture.ts';
import { Transcript } from './transcript.tsx';
import './global.css';

/* Changes of core memory that wait for the person: under the answer that proposed them, and in the panel. */

let app: FakeApp;
beforeEach(() => page.viewport(1200, 900));
afterEach(() => app.remove());

const view = { ...snapshot.current, messages: proposing };

function draw(answers: Answers = {}): void {
  app = createFakeApp(answers, {
    blocks: data.blocks,
    documents: [data.lease],
    proposals: [proposal(), removal],
    current: view,
  });
  app.draw(
    <>
      <Transcript view={view} running={false} target={null} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div role="tabpanel" aria-label="Core" tabIndex={0}>
        <CoreTab map={data.map} edited={null} />
      </div>
      <LiveRegion />
    </>,
  );
}

const answer = () => page.getByRole('article', { name: 'Pagefile' });
const panel = () => page.getByRole('tabpanel');
const cardsIn = (place: ReturnType<typeof answer>) =>
  place.getByRole('group', { name: 'Proposed for core memory: human' });

test('each stands in both places with what it would do and why it waits', async () => {
  draw();
  for (const place of [answer(), panel()]) {
    await expect.element(cardsIn(place).first()).toBeVisible();
    expect(cardsIn(place).elements()).toHaveLength(2);
    const [added, removed] = [cardsIn(place).first(), cardsIn(place).last()];
    await expect.element(added).toHaveTextContent('It repeats what lease-2025.pdf says.');
    expect(added.element().querySelector('ins')?.textContent).toContain('Always forward invoices');
    await expect.element(removed).toHaveTextContent('It only takes something away.');
    expect(removed.element().querySelector('del')?.textContent).toContain('Sister: Mara');
  }
  await expect.element(answer()).toHaveTextContent('Proposed for core memory: human, 2 times');
  expect(answer().getByRole('button', { name: 'Undo' }).elements()).toEqual([]);
  await cardsIn(panel()).first().getByRole('button', { name: 'lease-2025.pdf' }).click();
  expect(app.navigation.openReader).toHaveBeenCalledWith(expect.objectContaining({ documentId: 'lease' }));
});

test('one that rests on nothing at all says so, and one of a document that is gone names none', async () => {
  draw();
  app.push({ type: 'proposal-settled', id: 'p2' });
  app.push({ type: 'proposal-added', proposal: proposal({ cause: 'not-said', sources: [] }) });
  await expect.element(cardsIn(panel())).toHaveTextContent('Its words are not yours.');
  app.push({ type: 'proposal-added', proposal: proposal({ cause: 'not-said', sources: ['lease', 'gone'] }) });
  await expect
    .element(cardsIn(panel()))
    .toHaveTextContent(
      'Its words come from lease-2025.pdf and a document that is no longer in the library, not from you.',
    );
});

test('accepted by keyboard it leaves both places, and the focus goes to the next, then to the transcript', async () => {
  draw({ settleProposal: () => null });
  const accept = cardsIn(answer()).first().getByRole('button', { name: 'Accept' });
  await expect.element(accept).toBeVisible();
  (accept.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => cardsIn(answer()).elements().length).toBe(1);
  expect(cardsIn(panel()).elements()).toHaveLength(1);
  expect(app.askedFor('settleProposal')).toEqual([{ id: 'p1', accepts: true }]);
  await expect.element(page.getByRole('status')).toHaveTextContent('Core memory changed: human');
  await expect.element(cardsIn(answer()).getByRole('button', { name: 'Accept' })).toHaveFocus();
  await userEvent.keyboard('{Tab}{Enter}');
  await expect.poll(() => cardsIn(answer()).elements().length).toBe(0);
  expect(app.askedFor('settleProposal').at(-1)).toEqual({ id: 'p2', accepts: false });
  await expect.element(page.getByRole('status')).toHaveTextContent('Dismissed. Memory stays as it is.');
  await expect.element(page.getByRole('region', { name: 'Conversation' })).toHaveFocus();
});

test('one that no longer fits says so in its place, and waits on', async () => {
  draw({
    settleProposal() {
      throw new Error('human has changed since, and this no longer fits it.');
    },
  });
  const card = cardsIn(panel()).first();
  await card.getByRole('button', { name: 'Accept' }).click();
  await expect.element(card.getByRole('alert')).toHaveTextContent('human has changed since');
  expect(cardsIn(panel()).elements()).toHaveLength(2);
  await card.getByRole('button', { name: 'Dismiss' }).click();
  await expect.poll(() => app.askedFor('settleProposal')).toHaveLength(2);
});
