import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Conversation } from '../kernel/conversation.ts';
import { Bars } from './bars.tsx';
import { createFakeApp, type FakeApp, snapshot } from './fake-app.fixture.tsx';
import * as data from './gallery-data.fixture.ts';
import { RailChats } from './rail-chats.tsx';
import './global.css';

const hour = 3_600_000;
const chat = (id: string, title: string, hoursAgo: number, more: Partial<Conversation> = {}) =>
  data.conversation({ id, title, updatedAt: Date.now() - hoursAgo * hour, ...more });
const chats = [chat('c1', 'Lease', 0), chat('c2', 'Kraków', 1), chat('c3', 'مرحبا بالعالم', 2)];

let app: FakeApp;
const done = vi.fn();

/** The first chat is the open one. */
function draw(conversations: readonly Conversation[] = chats): void {
  const [open] = conversations;
  app = createFakeApp(
    {
      openConversation: ({ id }) => ({
        ...viewOf(),
        conversation: conversations.find((it) => it.id === id) ?? viewOf().conversation,
      }),
      newConversation: () => ({ ...viewOf(), conversation: data.conversation({ id: 'new', title: '' }) }),
    },
    { conversations, current: { ...snapshot.current, ...(open && { conversation: open }) } },
  );
  app.draw(
    <div style={{ width: 280, height: 600, display: 'flex', flexDirection: 'column' }}>
      <RailChats shown onDone={done} />
      <Bars />
    </div>,
  );
}

function viewOf() {
  const { view } = app.store.getState();
  if (!view) throw new Error('No chat is open.');
  return view;
}

beforeEach(() => void done.mockReset());
afterEach(() => app.remove());

const list = () => page.getByRole('navigation', { name: 'Chats' });
const row = (title: string) => list().getByRole('button', { name: title, exact: true });
const options = (title: string) => list().getByRole('button', { name: `Options of ${title}` });
const menu = () => page.getByRole('menu');
const item = (name: string) => menu().getByRole('menuitem', { name, exact: true });

describe('the menu of a chat', () => {
  test('opens by its button, is walked by arrows, and gives the focus back', async () => {
    draw();
    await options('Kraków').click();
    await expect.element(item('Rename')).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(item('Pin')).toHaveFocus();
    await userEvent.keyboard('{ArrowUp}{ArrowUp}');
    await expect.element(item('Delete')).toHaveFocus();
    await userEvent.keyboard('{Home}{End}');
    await expect.element(item('Delete')).toHaveFocus();
    await expect.element(options('Kraków')).toHaveAttribute('aria-expanded', 'true');
    const escaped = vi.fn();
    window.addEventListener('keydown', escaped, { once: true });
    await userEvent.keyboard('{Escape}');
    window.removeEventListener('keydown', escaped);
    expect(escaped, 'Escape went on to what stops an answer').not.toHaveBeenCalled();
    await expect.element(menu()).not.toBeInTheDocument();
    await expect.element(options('Kraków')).toHaveFocus();
  });

  test('opens by the secondary button, at the pointer', async () => {
    draw();
    await row('Kraków').click({ button: 'right' });
    await expect.element(menu()).toHaveAttribute('aria-label', 'Options of Kraków');
    const box = menu().element().getBoundingClientRect();
    const place = row('Kraków').element().getBoundingClientRect();
    expect(box.left).toBeGreaterThan(place.left + 20);
  });

  test('stays within the window for the last of many', async () => {
    draw(Array.from({ length: 40 }, (_, index) => chat(`c${index}`, `Chat ${index}`, index / 10)));
    await options('Chat 39').click();
    const box = menu().element().getBoundingClientRect();
    expect(box.bottom).toBeLessThanOrEqual(window.innerHeight);
    expect(box.top).toBeGreaterThanOrEqual(0);
  });
});

describe('a title', () => {
  const field = () => list().getByRole('textbox', { name: 'Title of the chat' });
  const changes = () => app.askedFor('changeConversation');
  const rename = async () => {
    await options('Kraków').click();
    await item('Rename').click();
    await expect.element(field()).toHaveFocus();
  };

  test('is changed in its place by Enter, and left by Escape', async () => {
    draw();
    await rename();
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('Trip{Enter}');
    await expect.poll(changes).toEqual([{ id: 'c2', title: 'Trip' }]);
    await expect.element(field()).not.toBeInTheDocument();
    await expect.element(row('Kraków')).toHaveFocus();
    await rename();
    await userEvent.keyboard('Nothing{Escape}');
    await expect.poll(changes).toHaveLength(1);
    await expect.element(row('Kraków')).toBeVisible();
  });

  test('left empty is asked back from the worker; unchanged, nothing is asked', async () => {
    draw();
    await rename();
    await userEvent.keyboard('{Backspace}{Enter}');
    await expect.poll(changes).toEqual([{ id: 'c2', title: '' }]);
    await rename();
    await userEvent.keyboard('{Enter}');
    await expect.poll(changes).toHaveLength(1);
  });

  test('is clipped by the room there is, and reads in its own direction', async () => {
    const long = '👨‍👩‍👧'.repeat(120);
    draw([...chats, chat('c4', long, 3)]);
    await expect.element(row(long)).toBeVisible();
    const title = (text: string) => row(text).element().querySelector('span');
    expect(getComputedStyle(title('مرحبا بالعالم') as Element).direction).toBe('rtl');
    expect(getComputedStyle(title('Lease') as Element).direction).toBe('ltr');
    expect(title(long)?.textContent).toBe(long);
    const room = row(long).element().getBoundingClientRect().right;
    expect(title(long)?.getBoundingClientRect().right).toBeLessThanOrEqual(room - 36);
  });
});

describe('deletion', () => {
  test('takes the chat away at once, and Undo brings it back', async () => {
    draw();
    await options('Kraków').click();
    await item('Delete').click();
    await expect.element(row('Kraków')).not.toBeInTheDocument();
    await vi.waitFor(() => expect(app.askedFor('deleteConversation')).toEqual([{ id: 'c2' }]));
    expect(done).toHaveBeenCalled();
    await expect.element(page.getByRole('status')).toHaveTextContent('Chat deleted: Kraków');
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.element(row('Kraków')).toBeVisible();
    expect(app.askedFor('restoreConversation')).toEqual([{ id: 'c2' }]);
    await expect.element(page.getByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
  });

  test('of the open chat opens the next', async () => {
    draw();
    await options('Lease').click();
    await item('Delete').click();
    await vi.waitFor(() => expect(viewOf().conversation.id).toBe('c2'));
  });

  test('can be taken back for ten seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
    draw();
    app.store.dispatch({
      type: 'chats',
      change: { type: 'deleted', chat: chats[1] ?? data.conversation({ id: '', title: '' }) },
    });
    app.store.dispatch({ type: 'chats', change: { type: 'stored', id: 'c2' } });
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    vi.advanceTimersByTime(8_000);
    await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    vi.advanceTimersByTime(3_000);
    await expect.element(page.getByRole('button', { name: 'Undo' })).not.toBeInTheDocument();
    vi.useRealTimers();
  });

  test('that fails puts the chat back and says why', async () => {
    app = createFakeApp(
      {
        deleteConversation: () => {
          throw new Error('There is no space left on this device.');
        },
      },
      { conversations: chats },
    );
    app.draw(
      <>
        <RailChats shown onDone={done} />
        <Bars />
      </>,
    );
    await options('Kraków').click();
    await item('Delete').click();
    await expect.element(page.getByRole('status')).toHaveTextContent('There is no space left');
    await expect.element(row('Kraków')).toBeVisible();
  });
});

describe('pinned and archived chats', () => {
  test('stand above, and out of the list', async () => {
    draw([
      ...chats,
      chat('old', 'Old one', 2000, { pinned: true }),
      chat('away', 'Put aside', 3, { archived: true }),
    ]);
    await expect.element(list().getByRole('heading').first()).toHaveTextContent('Pinned');
    await expect.element(row('Put aside')).not.toBeInTheDocument();
    await options('Old one').click();
    await item('Unpin').click();
    await options('Lease').click();
    await item('Archive').click();
    await expect
      .poll(() => app.askedFor('changeConversation'))
      .toEqual([
        { id: 'old', pinned: false },
        { id: 'c1', archived: true },
      ]);

    await page.getByRole('button', { name: 'Archived 1 chat' }).click();
    const dialog = page.getByRole('dialog', { name: 'Archived chats' });
    await dialog.getByRole('button', { name: 'Unarchive' }).click();
    await expect
      .poll(() => app.askedFor('changeConversation').at(-1))
      .toEqual({ id: 'away', archived: false });
    await dialog.getByRole('button', { name: /^Put aside/ }).click();
    expect(app.navigation.openChat).toHaveBeenCalledWith('away');
    await expect.element(dialog).not.toBeInTheDocument();
  });
});

test('a chat is saved as a Markdown file from this device', async () => {
  const saved: { readonly name: string; readonly text: Promise<string> }[] = [];
  const blobs = new Map<string, Blob>();
  const create = URL.createObjectURL.bind(URL);
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    const address = create(blob);
    if (blob instanceof Blob) blobs.set(address, blob);
    return address;
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, text: blobs.get(this.href)?.text() ?? Promise.resolve('') });
  });
  app = createFakeApp(
    {
      readConversation: () => ({
        conversation: data.conversation({ id: 'c2', title: 'Trip: Kraków' }),
        messages: [data.said('r1', 'Where to?')],
      }),
    },
    { conversations: chats },
  );
  app.draw(<RailChats shown onDone={done} />);
  await options('Kraków').click();
  await item('Export as Markdown').click();
  await vi.waitFor(() => expect(saved).toHaveLength(1));
  expect(saved[0]?.name).toBe('Trip Kraków.md');
  expect(await saved[0]?.text).toMatch(/^# Trip: Kraków\n[\s\S]*> Where to\?/);
  vi.restoreAllMocks();
});

test('ten thousand chats cost as much as two hundred', async () => {
  const many = Array.from({ length: 10_000 }, (_, index) => chat(`c${index}`, `Chat ${index}`, index));
  const drawn = await longestTask(async () => {
    draw(many);
    await expect.element(row('Chat 199')).toBeInTheDocument();
  });
  expect(list().getByRole('listitem').elements()).toHaveLength(200);
  const touched = { ...(many[5_000] ?? chat('x', '', 0)), updatedAt: Date.now() };
  const changed = await longestTask(async () => {
    app.push({ type: 'conversation-changed', conversation: touched });
    await expect.element(row('Chat 5000')).toBeInTheDocument();
  });
  // On the developers' build of React, beside whatever else runs: some 100 and 80 ms when alone.
  expect(drawn).toBeLessThan(600);
  expect(changed).toBeLessThan(400);
  await list().getByRole('button', { name: 'Show older · 9,800 more' }).click();
  await expect.poll(() => list().getByRole('listitem').elements().length).toBe(400);
});

/** Of the main thread, in milliseconds; 0 where none took 50. */
async function longestTask(work: () => Promise<void>): Promise<number> {
  let longest = 0;
  const observer = new PerformanceObserver((entries) => {
    for (const { duration } of entries.getEntries()) longest = Math.max(longest, duration);
  });
  observer.observe({ type: 'longtask' });
  await work();
  await new Promise((resolve) => setTimeout(resolve, 100));
  observer.disconnect();
  return longest;
}
