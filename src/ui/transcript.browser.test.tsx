import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Message } from '../kernel/message.ts';
import type { AppRequests, ConversationView } from '../worker/app-protocol.ts';
import { createFakeApp, type FakeApp, snapshot } from './fake-app.fixture.tsx';
import { Transcript } from './transcript.tsx';
import { useAppState } from './use-app.ts';
import './global.css';

/* A long chat: what is drawn of it, when, and that nothing moves under the reader's eyes. */

const MESSAGES = 400;
let app: FakeApp;
/** The first time, what draws is loaded. */
const poll = <Value,>(look: () => Value) => expect.poll(look, { timeout: 8000 });
afterEach(() => app.remove());

function message(at: number): Message {
  const asks = at % 2 === 0;
  const text = asks ? `Question ${at}` : `Answer ${at}. ${'It says so in the lease. '.repeat((at % 7) * 6)}`;
  const reply = { thought: '', functionName: 'send_message', arguments: {}, reply: text, citations: [] };
  return {
    id: `m${at}`,
    conversationId: 'c1',
    parentId: at === 0 ? null : `m${at - 1}`,
    runId: `r${at >> 1}`,
    role: asks ? 'user' : 'assistant',
    content: text,
    parts: [asks ? { type: 'user_message', text, at } : { type: 'call', ...reply }],
    text,
    createdAt: at,
    modelId: null,
  };
}

function viewOf(limit: number): ConversationView {
  const messages = Array.from({ length: limit }, (_, at) => message(MESSAGES - limit + at));
  return { ...snapshot.current, messages, hasEarlier: limit < MESSAGES };
}

function Shown({ target }: { readonly target: string | null }) {
  const view = useAppState((state) => state.view);
  return (
    <div style={{ display: 'flex', height: 500, width: 700 }}>
      {view && <Transcript view={view} running={false} target={target} />}
    </div>
  );
}

async function open(shown: number, target: string | null = null): Promise<HTMLElement> {
  const earlierMessages = ({ beforeId, limit }: AppRequests['earlierMessages']['params']) => {
    const before = Number(beforeId.slice(1));
    const from = Math.max(0, before - limit);
    const messages = Array.from({ length: before - from }, (_, at) => message(from + at));
    return { messages, hasEarlier: from > 0, versions: {} };
  };
  app = createFakeApp({ earlierMessages }, { current: viewOf(shown) });
  app.draw(<Shown target={target} />);
  await expect.element(page.getByText(`Question ${MESSAGES - 2}`, { exact: true })).toBeInTheDocument();
  return page.getByRole('region', { name: 'Conversation' }).element() as HTMLElement;
}

const asked = (beforeId: string, limit: number) => ({ conversationId: 'c1', beforeId, limit });
const drawn = () => document.querySelectorAll('[data-message]').length;
const topOf = (id: string) =>
  document.querySelector(`[data-message="${id}"]`)?.getBoundingClientRect().top ?? Number.NaN;
const frames = async (count: number) => {
  for (let frame = 0; frame < count; frame++) await new Promise(requestAnimationFrame);
};
/** Where a message stands once frames are done: between a change and its frame, nothing is put right yet. */
async function settledTop(id: string): Promise<number> {
  for (let before = Number.NaN; ; ) {
    await frames(2);
    const now = topOf(id);
    if (Math.abs(now - before) < 1) return now;
    before = now;
  }
}
const atEnd = ({ scrollHeight, scrollTop, clientHeight }: HTMLElement) =>
  scrollHeight - scrollTop - clientHeight;

test('the newest are drawn at once, the rest soon after, and the end stays in sight', async () => {
  const scroller = await open(200);
  expect(drawn()).toBeLessThan(60);
  await poll(drawn).toBe(200);
  await frames(3);
  expect(atEnd(scroller)).toBeLessThan(2);
  await expect.element(page.getByRole('button', { name: 'Show earlier messages' })).toBeInTheDocument();
  expect(app.askedFor('earlierMessages')).toEqual([]);
});

test('scrolling up brings earlier messages, and what one reads stays where it is', async () => {
  const scroller = await open(200);
  await poll(drawn).toBe(200);
  scroller.scrollTop = 300;
  await frames(4);
  const read = [...document.querySelectorAll<HTMLElement>('[data-message]')].find(
    (it) => it.getBoundingClientRect().top > 100,
  );
  const id = read?.dataset.message ?? '';
  const before = await settledTop(id);
  await poll(drawn).toBe(MESSAGES);
  expect(Math.abs((await settledTop(id)) - before)).toBeLessThan(4);
  expect(app.askedFor('earlierMessages')).toEqual([asked('m200', 200)]);
  expect(page.getByRole('button', { name: 'Show earlier messages' }).elements()).toHaveLength(0);
});

test('at the very top, too', async () => {
  const scroller = await open(200);
  await poll(drawn).toBe(200);
  scroller.scrollTop = 0;
  await frames(2);
  const first = `m${MESSAGES - 200}`;
  await poll(drawn).toBe(MESSAGES);
  expect(await settledTop(first)).toBeGreaterThan(-10);
  expect(topOf(first)).toBeLessThan(200);
});

test('the button brings them by keyboard, and focus is not lost with it', async () => {
  const scroller = await open(200);
  const button = page.getByRole('button', { name: 'Show earlier messages' });
  (button.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await poll(drawn).toBe(MESSAGES);
  await poll(() => document.activeElement).toBe(scroller);
});

test('a message that a search led to comes into sight, however far up', async () => {
  const scroller = await open(MESSAGES, 'm21');
  const middle = () => topOf('m21') - scroller.getBoundingClientRect().top;
  await poll(middle).toBeGreaterThan(0);
  await poll(drawn).toBe(MESSAGES);
  await frames(4);
  expect(middle()).toBeGreaterThan(0);
  expect(middle()).toBeLessThan(500);
});

test('one that is not here yet is fetched', async () => {
  await open(100, 'm21');
  await poll(() => Number.isNaN(topOf('m21'))).toBe(false);
  await expect.element(page.getByText('Question 20', { exact: true })).toBeVisible();
  expect(app.askedFor('earlierMessages')).toEqual([asked('m300', 100), asked('m200', 200)]);
});

test('a new message draws nothing of the others anew', async () => {
  await open(200);
  await poll(drawn).toBe(200);
  const changed: Node[] = [];
  const observer = new MutationObserver((all) => changed.push(...all.map((it) => it.target)));
  for (const it of document.querySelectorAll('[data-stretch]')) {
    observer.observe(it, { subtree: true, childList: true, characterData: true, attributes: true });
  }
  app.push({ type: 'message-added', message: message(MESSAGES) });
  await expect.element(page.getByText(`Question ${MESSAGES}`, { exact: true })).toBeInTheDocument();
  observer.disconnect();
  const stretches = new Set(
    changed.map((it) => (it instanceof Element ? it : it.parentElement)?.closest('[data-stretch]')),
  );
  expect(stretches.size).toBeLessThanOrEqual(2);
});
