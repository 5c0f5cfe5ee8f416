import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Message, MessagePart } from '../kernel/message.ts';
import type { Snapshot } from '../worker/app-protocol.ts';
import { Bars } from './bars.tsx';
import { Composer } from './composer.tsx';
import { createFakeApp, type FakeApp, snapshot } from './fake-app.fixture.tsx';
import * as data from './gallery-data.fixture.ts';
import * as models from './gallery-models.fixture.ts';
import { Transcript } from './transcript.tsx';
import { useAppState } from './use-app.ts';
import './global.css';

/* What one does with a message: by its menu, with the pointer over a selection, and with the keyboard. */

let app: FakeApp;
const copied = vi.fn();

beforeEach(() => {
  copied.mockReset().mockResolvedValue(undefined);
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(copied);
});
afterEach(() => {
  app.remove();
  sessionStorage.clear();
  vi.restoreAllMocks();
});

function message(at: number, part: MessagePart, text: string, more: Partial<Message> = {}): Message {
  return {
    id: `m${at}`,
    conversationId: 'c1',
    parentId: at === 0 ? null : `m${at - 1}`,
    runId: `r${at >> 1}`,
    role: part.type === 'call' ? 'assistant' : 'user',
    content: text,
    parts: [part],
    text,
    createdAt: data.now,
    modelId: null,
    ...more,
  };
}

const said = (at: number, text: string) => message(at, { type: 'user_message', text, at }, text);

function replied(at: number, text: string, interrupted?: 'stopped'): Message {
  const call = { type: 'call', thought: '', functionName: 'send_message', arguments: {} } as const;
  return message(at, { ...call, reply: text, citations: [], ...(interrupted && { interrupted }) }, text);
}

function Place() {
  const view = useAppState((state) => state.view);
  if (!view) return null;
  return (
    <main id="main" tabIndex={-1} style={{ display: 'flex', flexDirection: 'column', height: 560 }}>
      <Bars />
      <div style={{ display: 'flex', flex: 1, minHeight: 0 }}>
        <Transcript view={view} running={false} target={null} />
      </div>
      <Composer conversationId="c1" draft="My draft" running={false} lastSaid={null} />
    </main>
  );
}

async function open(messages: readonly Message[], start: Partial<Snapshot> = {}): Promise<void> {
  const conversation = data.conversation({ id: 'c1', title: 'Lease' });
  const view = { ...snapshot.current, conversation, messages };
  app = createFakeApp(
    {
      addNote: ({ text }) => ({ ...data.notes[0], id: 'n1', text }) as (typeof data.notes)[number],
      removeNote: () => ({ editId: 'e1' }),
      deleteExchange() {
        const last = messages.at(-1);
        if (last) app.push({ type: 'message-changed', message: { ...last, abandoned: true } });
        return { versionId: 'm0' };
      },
      switchVersion: () => view,
    },
    { current: view, ...start },
  );
  app.draw(<Place />);
  await expect.element(page.getByRole('log')).toBeVisible();
}

const talk = [said(0, 'When is rent due?'), replied(1, 'On the **fifth** [d3].\n\n- Each month\n- In full')];
const ready = { state: 'ready', row: models.rows.qwen15, windowTokens: 4096 } as const;
const button = (name: string) => page.getByRole('button', { name, exact: true });
const item = (name: string) => page.getByRole('menuitem', { name, exact: true });
const field = () => page.getByRole('textbox', { name: 'Message' });
const toolbar = () => page.getByRole('toolbar', { name: 'Selected words' });

/** Selects the first occurrence of words in a message. */
async function select(words: string): Promise<void> {
  // What is drawn before Markdown is there takes no selection along.
  await expect.element(page.getByRole('listitem').first()).toBeVisible();
  const node = document.evaluate(
    `//*[@data-message]//text()[contains(., "${words}")]`,
    document,
    null,
    XPathResult.FIRST_ORDERED_NODE_TYPE,
  ).singleNodeValue as Text;
  const start = node.data.indexOf(words);
  getSelection()?.setBaseAndExtent(node, start, node, start + words.length);
}

test('selected words are quoted behind the draft, which is kept', async () => {
  await open(talk);
  await select('Each month');
  await toolbar().getByRole('button', { name: 'Quote' }).click();
  await expect.element(field()).toHaveValue('My draft\n\n> Each month\n\n');
  await expect.element(field()).toHaveFocus();
  await expect.element(toolbar()).not.toBeInTheDocument();
  await vi.waitFor(() => expect(app.askedFor('saveDraft')).toHaveLength(1));
});

test('selected words are kept as a note that says where they are from, and that is taken back', async () => {
  await open(talk);
  await select('fifth');
  await toolbar().getByRole('button', { name: 'Remember this' }).click();
  const text = 'fifth\n(From an answer in the chat “Lease”, 20 November 2026)';
  await expect.poll(() => app.askedFor('addNote')).toEqual([{ text }]);
  const bar = page.getByRole('status').filter({ hasText: 'Kept as a note.' });
  await bar.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => app.askedFor('removeNote')).toEqual([{ id: 'n1' }]);
  await expect.element(bar).not.toBeInTheDocument();
});

test('a selection over two messages, or none, has no bar; Copy takes the words', async () => {
  await open(talk);
  await select('rent due');
  await toolbar().getByRole('button', { name: 'Copy' }).click();
  expect(copied).toHaveBeenCalledExactlyOnceWith('rent due');
  await expect.element(toolbar()).not.toBeInTheDocument();
  const articles = document.querySelectorAll('article');
  getSelection()?.setBaseAndExtent(articles[0] as Node, 0, articles[1] as Node, 1);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await expect.element(toolbar()).not.toBeInTheDocument();
});

test('the menu of an answer is gone over with the keyboard, and gives the focus back', async () => {
  await open(talk);
  const more = button('More').nth(1);
  (more.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(item('Copy as text')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  expect(copied).toHaveBeenLastCalledWith('On the fifth.\n\n– Each month\n– In full');
  await expect.element(more).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(item('Copy as text')).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(copied).toHaveBeenLastCalledWith('On the **fifth**.\n\n- Each month\n- In full');
  await userEvent.keyboard('{Enter}');
  await expect.element(item('Copy as text')).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  await expect
    .element(field())
    .toHaveValue('My draft\n\n> On the **fifth**.\n>\n> - Each month\n> - In full\n\n');
  await expect.element(field()).toHaveFocus();
});

test('what is not to be remembered says so, and that is taken back there', async () => {
  await open(talk);
  await button('More').first().click();
  await item('Don’t remember this').click();
  const asked = { conversationId: 'c1', messageId: 'm0' };
  await expect.poll(() => app.askedFor('leaveOut')).toEqual([{ ...asked, leftOut: true }]);
  app.push({ type: 'message-changed', message: { ...said(0, 'When is rent due?'), leftOut: true } });
  await expect.element(page.getByText(/^Not remembered from now on:/)).toBeVisible();
  await button('Let it be remembered').click();
  await expect.poll(() => app.askedFor('leaveOut')).toHaveLength(2);
  expect(app.askedFor('leaveOut')[1]).toEqual({ ...asked, leftOut: false });
});

test('an exchange is deleted, and brought back while that is offered', async () => {
  await open(talk);
  await button('More').first().click();
  await item('Delete question and answer').click();
  await expect
    .poll(() => app.askedFor('deleteExchange'))
    .toEqual([{ conversationId: 'c1', messageId: 'm0' }]);
  await button('Undo').click();
  await expect.poll(() => app.askedFor('switchVersion')).toEqual([{ conversationId: 'c1', messageId: 'm0' }]);
});

test('what was abandoned with it leaves the page at once', async () => {
  await open([...talk, said(2, 'And the deposit?')]);
  await button('More').nth(2).click();
  await item('Delete question and answer').click();
  await expect.element(page.getByText('And the deposit?')).not.toBeInTheDocument();
  await expect.element(page.getByText('When is rent due?')).toBeVisible();
});

test('a temporary chat offers neither to remember nor to forget', async () => {
  const conversation = data.conversation({ id: 'c1', title: '', temporary: true });
  await open(talk, { current: { ...snapshot.current, conversation, messages: talk } });
  await button('More').first().click();
  const names = page
    .getByRole('menuitem')
    .elements()
    .map((it) => it.textContent);
  expect(names).toEqual(['Copy as text', 'Quote', 'Delete question and answer']);
});

test('an interrupted answer at the end is gone on with, and both parts are one', async () => {
  const begun = [said(0, 'Count'), replied(1, 'One, two,', 'stopped')];
  await open(begun, { model: ready });
  await button('Continue').click();
  await expect.poll(() => app.askedFor('goOn')).toEqual([{ conversationId: 'c1' }]);
  const asks: MessagePart = { type: 'continue', at: 2, after: 'One, two,' };
  app.push({ type: 'message-added', message: message(2, asks, '', { runId: 'r9' }) });
  const rest = { ...replied(3, 'three.'), runId: 'r9' };
  app.push({ type: 'message-added', message: rest });
  await expect.element(page.getByText('One, two, three.')).toBeVisible();
  expect(page.getByText(/What was written is kept/).elements()).toEqual([]);
  expect(page.getByRole('article', { name: 'Pagefile' }).elements()).toHaveLength(1);
  expect(button('Continue').elements()).toEqual([]);
});

test('Continue is not offered without a model, nor where more was said since', async () => {
  await open([said(0, 'Count'), replied(1, 'One, two,', 'stopped')]);
  await expect.element(page.getByText(/What was written is kept/)).toBeVisible();
  expect(button('Continue').elements()).toEqual([]);
  app.remove();
  await open([said(0, 'Count'), replied(1, 'One, two,', 'stopped'), said(2, 'No')], { model: ready });
  await expect.element(page.getByText(/What was written is kept/)).toBeVisible();
  expect(button('Continue').elements()).toEqual([]);
});

test('a message of a megabyte is shown by its beginning until one wants all of it', async () => {
  const text = `${'Moths fly by night. '.repeat(52_429)}The very end.`;
  await open([said(0, text), replied(1, 'I see.')]);
  await expect.element(page.getByText('I see.')).toBeVisible();
  const bubble = () => document.querySelector('[data-message="m0"]')?.textContent ?? '';
  expect(bubble().length).toBeLessThan(3000);
  await button('Show all 1,048,593 characters').click();
  await expect.poll(bubble).toContain('The very end.');
  await expect.element(button('Show less')).toHaveFocus();
});
