import { afterEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Snapshot } from '../worker/app-protocol.ts';
import type { EverythingQuery, FoundTexts } from '../worker/search-everything.ts';
import { type Answers, createFakeApp, type FakeApp, snapshot } from './fake-app.fixture.tsx';
import * as data from './gallery-data.fixture.ts';
import { PaletteDialog } from './palette-dialog.tsx';
import { foundMessage, foundNotes, foundPassages } from './palette-found.fixture.ts';
import { ShortcutListDialog } from './shortcut-list-dialog.tsx';
import './global.css';

const none = { hits: [], total: 0 };
const nothing: FoundTexts = { messages: none, notes: none, passages: none, byMeaning: true };
const message = foundMessage(data.said('r', 'I will renew it.'));
const found: FoundTexts = {
  messages: { hits: [message], total: 12 },
  notes: { hits: foundNotes, total: 1 },
  passages: { hits: foundPassages, total: 3 },
  byMeaning: true,
};

let app: FakeApp;
const onClose = vi.fn();

function draw(answers: Answers = { searchEverything: () => found }, start: Partial<Snapshot> = {}): void {
  const { conversations, documents } = data;
  const current = { ...snapshot.current, conversation: conversations[0] ?? snapshot.current.conversation };
  app = createFakeApp(answers, { conversations, documents, current, ...start });
  app.draw(<PaletteDialog onClose={onClose} />);
}

const field = () => page.getByRole('combobox');
const option = (name: string | RegExp) => page.getByRole('option', { name });
const status = () => page.getByRole('status');
/** What Enter would choose, as a screen reader is told. */
const active = () => {
  const id = field().element().getAttribute('aria-activedescendant');
  return (id && document.getElementById(id)?.textContent) ?? '';
};
const asked = () => app.askedFor('searchEverything') as readonly EverythingQuery[];

afterEach(() => {
  app.remove();
  onClose.mockReset();
});

describe('by keyboard', () => {
  test('the field has the keyboard, and arrows, Home and End walk through all groups and around', async () => {
    draw();
    await expect.element(field()).toHaveFocus();
    await expect.element(field()).toHaveAccessibleName('Search everything');
    await vi.waitFor(() => expect(active()).toContain('Trip to Kraków'));
    await userEvent.keyboard('{ArrowDown}');
    expect(active()).toContain('What the boiler manual says');
    await userEvent.keyboard('{End}');
    expect(active()).toContain('Keyboard shortcuts');
    await userEvent.keyboard('{ArrowDown}');
    expect(active()).toContain('Trip to Kraków');
    await userEvent.keyboard('{ArrowUp}{Home}');
    expect(active()).toContain('Trip to Kraków');
    await expect.element(field()).toHaveFocus();
    expect(page.getByRole('option', { selected: true }).elements()).toHaveLength(1);
  });

  test('Enter opens what is active: a chat, a message in it, a passage, a document, the notes', async () => {
    draw();
    await expect.element(field()).toHaveFocus();
    const { openChat, openReader, openMemory } = app.navigation;
    await userEvent.keyboard('lease{Enter}');
    expect(openChat).toHaveBeenLastCalledWith('c1', undefined);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(openReader).toHaveBeenLastCalledWith({ documentId: 'lease', passageId: null, sentence: null });
    await expect.element(option(/I will renew it/)).toBeVisible();
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(openChat).toHaveBeenLastCalledWith('c1', message.id);
    // Past the way to the other messages.
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(openMemory).toHaveBeenLastCalledWith('archival');
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(openReader).toHaveBeenLastCalledWith({
      documentId: 'lease',
      passageId: 'p1',
      sentence: { start: 0, end: 20 },
    });
    expect(onClose).toHaveBeenCalledTimes(5);
  });

  test('a command runs', async () => {
    draw({ searchEverything: () => nothing });
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('offl{Enter}');
    expect(app.navigation.openOffline).toHaveBeenCalledOnce();
    expect(onClose).toHaveBeenCalledOnce();
  });

  test('Enter pressed before the answer is there chooses from that answer, not from the one before', async () => {
    draw({ searchEverything: ({ text }) => (text === 'boat' ? { ...found, messages: none } : found) });
    await userEvent.fill(field(), 'renew it');
    await expect.element(option(/I will renew it/)).toBeVisible();
    await userEvent.fill(field(), 'boat');
    await userEvent.keyboard('{Enter}');
    expect(onClose).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(app.navigation.openMemory).toHaveBeenCalledWith('archival'));
    expect(app.navigation.openChat).not.toHaveBeenCalled();
  });

  test('Enter of an input method chooses nothing', async () => {
    draw();
    await vi.waitFor(() => expect(active()).not.toBe(''));
    const press = new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
    field().element().dispatchEvent(press);
    expect(onClose).not.toHaveBeenCalled();
  });

  test('Escape closes, and so does the shortcut that opened it', async () => {
    draw();
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await vi.waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
    await userEvent.keyboard('{Control>}k{/Control}');
    expect(onClose).toHaveBeenCalledTimes(2);
  });
});

describe('a group alone', () => {
  test('is entered by its last line, and left by Escape or Backspace', async () => {
    draw();
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('renew');
    await option('Show all 12 messages').click();
    await expect.element(field()).toHaveAccessibleName('Search messages');
    await vi.waitFor(() => expect(asked().at(-1)).toEqual({ text: 'renew', only: 'messages', limit: 30 }));
    await expect.element(page.getByRole('group')).toHaveAccessibleName('Messages, 12');
    await userEvent.keyboard('{Escape}');
    await expect.element(field()).toHaveAccessibleName('Search everything');
    expect(onClose).not.toHaveBeenCalled();
  });

  test('grows from its last line, and one goes on where one was', async () => {
    const chats = Array.from({ length: 70 }, (_, index) =>
      data.conversation({ id: `n${index}`, title: `Plan ${index}`, updatedAt: data.now - index }),
    );
    draw({ searchEverything: () => nothing }, { conversations: chats });
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('plan');
    await option('Show all 70 chats').click();
    await userEvent.keyboard('{End}');
    await vi.waitFor(() => expect(active()).toBe('Show more'));
    await userEvent.keyboard('{Enter}');
    await vi.waitFor(() => expect(active()).toContain('Plan 30'));
    expect(page.getByRole('option').elements()).toHaveLength(61);
    // Names are known to the page.
    expect(asked().every(({ only }) => only === undefined)).toBe(true);
    await userEvent.clear(field());
    await userEvent.keyboard('{Backspace}');
    await expect.element(field()).toHaveAccessibleName('Search everything');
  });
});

describe('while one writes', () => {
  test('names come at once, and texts once one pauses', async () => {
    draw();
    await expect.element(field()).toHaveFocus();
    await userEvent.keyboard('lease');
    await expect.element(option(/^Lease renewal questions/)).toBeVisible();
    expect(asked()).toEqual([]);
    await expect.element(option(/I will renew it/)).toBeVisible();
    expect(asked()).toEqual([{ text: 'lease', limit: 5 }]);
  });

  test('an answer to earlier words that comes late is dropped', async () => {
    const answers = new Map<string, (found: FoundTexts) => void>();
    draw({ searchEverything: ({ text }) => new Promise((resolve) => answers.set(text, resolve)) });
    await userEvent.fill(field(), 'boat');
    await vi.waitFor(() => expect(answers.has('boat')).toBe(true));
    await userEvent.fill(field(), 'renew');
    await vi.waitFor(() => expect(answers.has('renew')).toBe(true));
    answers.get('renew')?.(nothing);
    await expect.element(status()).toHaveTextContent('1 result');
    answers.get('boat')?.(found);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(option(/I will renew it/).elements()).toEqual([]);
  });

  test('a screen reader hears how many there are once that is settled, and that there are none', async () => {
    draw({ searchEverything: ({ text }) => (text === 'zzz' ? nothing : found) });
    await userEvent.fill(field(), 'lease');
    await expect.element(status()).toHaveTextContent('7 results, compared by words and by meaning');
    await userEvent.fill(field(), 'zzz');
    await expect.element(status()).toHaveTextContent('Nothing found');
    await expect.element(field()).toHaveAttribute('aria-expanded', 'false');
    expect(active()).toBe('');
    await userEvent.keyboard('{Enter}{ArrowDown}');
    expect(onClose).not.toHaveBeenCalled();
  });

  test('a search that fails says why, and names are found all the same', async () => {
    draw({ searchEverything: () => Promise.reject(new Error('The disk could not be read.')) });
    await userEvent.fill(field(), 'lease');
    await expect.element(page.getByRole('alert')).toHaveTextContent('The disk could not be read.');
    await expect.element(option(/^Lease renewal questions/)).toBeVisible();
  });

  test('Stop is offered while an answer is written, and only then', async () => {
    const stop = vi.fn(() => null);
    draw({ stop });
    await vi.waitFor(() => expect(active()).not.toBe(''));
    expect(option(/Stop the answer/).elements()).toEqual([]);
    app.push({ type: 'run-start', runId: 'r', conversationId: 'c1' });
    await userEvent.keyboard('stop{Enter}');
    expect(stop).toHaveBeenCalledOnce();
  });
});

test('entries are pointed at and pressed, and the keyboard stays in the field', async () => {
  draw();
  await userEvent.fill(field(), 'lease');
  await expect.element(option(/lease-2025.pdf.*48 pages/)).toBeVisible();
  await option(/^Lease renewal/).hover();
  await option(/48 pages/).hover();
  await vi.waitFor(() => expect(active()).toContain('48 pages'));
  // While the pointer rests, the keyboard is free to go on.
  await expect.element(option(/I will renew it/)).toBeVisible();
  for (const words of ['I will renew it', 'Show all 12 messages', 'Tomasz decided']) {
    await userEvent.keyboard('{ArrowDown}');
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(active()).toContain(words);
  }
  await option(/48 pages/).click();
  expect(app.navigation.openReader).toHaveBeenCalledOnce();
  await expect.element(field()).toHaveFocus();
});

test('the list of shortcuts names each of them with its keys', async () => {
  app = createFakeApp({});
  app.draw(<ShortcutListDialog onClose={onClose} />);
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect.element(dialog).toBeVisible();
  const rows = [...dialog.element().querySelectorAll('dl > div')].map((row) =>
    [...row.querySelectorAll('dt, kbd')].map((it) => it.textContent).join(' '),
  );
  expect(rows).toEqual(
    expect.arrayContaining([
      'Search everything Ctrl K',
      'New chat Ctrl Shift O',
      'Settings Ctrl ,',
      'Keyboard shortcuts Ctrl /',
      'Stop the answer Esc',
      'Send Enter',
    ]),
  );
});
