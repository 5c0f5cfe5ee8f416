import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { AppClient } from '../worker/app-client.ts';
import { createAppActions } from './app-actions.ts';
import { type AppBinding, AppContext } from './app-context.ts';
import { createAppStore } from './app-store.ts';
import { Composer } from './composer.tsx';
import { type Navigation, NavigationContext } from './navigation.ts';
import { createOfflineStore } from './offline-store.ts';

let root: Root;
let running: boolean;
const call = vi.fn();

const client: AppClient = { call, subscribe: () => () => {}, close: () => {} };
const store = createAppStore(client);
const app: AppBinding = {
  store,
  actions: createAppActions(store, () => {}),
  offline: createOfflineStore({
    registerServiceWorker: async () => ({ available: true }),
    applyUpdate: async () => {},
    cacheGroup: async () => ({ done: true }),
    groupStatus: async () => null,
  }),
};
const lastSaid = { messageId: 'm7', text: 'What I said last' };
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

function draw(draft = ''): void {
  root.render(
    <AppContext value={app}>
      <NavigationContext value={navigation}>
        <Composer conversationId="c1" draft={draft} running={running} lastSaid={lastSaid} />
      </NavigationContext>
    </AppContext>,
  );
}

beforeEach(() => {
  running = false;
  call.mockReset().mockResolvedValue(null);
  root = createRoot(document.body.appendChild(document.createElement('div')));
});
afterEach(() => {
  root.unmount();
  document.body.replaceChildren();
});

const field = () => page.getByRole('textbox', { name: 'Message' });
const said = () => call.mock.calls.filter(([name]) => name === 'say').map(([, { text }]) => text);

test('Enter sends and empties the field, Shift+Enter breaks the line', async () => {
  draw();
  await field().click();
  await userEvent.keyboard('one{Shift>}{Enter}{/Shift}two{Enter}');
  await vi.waitFor(() => expect(said()).toEqual(['one\ntwo']));
  await expect.element(field()).toHaveValue('');
  await expect.element(field()).toHaveFocus();
});

test("an input method's own Enter does not send", async () => {
  draw('にほん');
  await field().click();
  const element = field().element();
  const enter = { key: 'Enter', bubbles: true, cancelable: true };
  element.dispatchEvent(new KeyboardEvent('keydown', { ...enter, isComposing: true }));
  element.dispatchEvent(new KeyboardEvent('keydown', { ...enter, keyCode: 229 }));
  expect(said()).toEqual([]);
  await expect.element(field()).toHaveValue('にほん');
});

test('words that were not stored come back, with the reason', async () => {
  call.mockImplementation(async (name) => {
    if (name === 'say') throw new Error('There is no space left.');
    return null;
  });
  draw();
  await field().fill('Do not lose me');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('alert')).toHaveTextContent('There is no space left.');
  await expect.element(field()).toHaveValue('Do not lose me');
});

test('the arrow takes up what was said last, and Enter says that anew', async () => {
  draw();
  await field().click();
  await userEvent.keyboard('{ArrowUp}');
  await expect.element(field()).toHaveValue('What I said last');
  await expect.element(page.getByRole('status')).toHaveTextContent('Escape leaves it');
  await userEvent.keyboard(' and more{Enter}');
  const words = { conversationId: '', messageId: 'm7', text: 'What I said last and more' };
  await vi.waitFor(() => expect(call).toHaveBeenCalledWith('sayAgain', words));
  await expect.element(field()).toHaveValue('');
  expect(said()).toEqual([]);
  // Done with that: the next words are new ones.
  await userEvent.keyboard('Next{Enter}');
  await vi.waitFor(() => expect(said()).toEqual(['Next']));
});

test('Escape leaves it, a full field keeps its arrows, and so does an input method', async () => {
  draw();
  await field().click();
  await userEvent.keyboard('{ArrowUp}{Escape}');
  await expect.element(field()).toHaveValue('');
  await userEvent.keyboard('Mine{ArrowUp}');
  await expect.element(field()).toHaveValue('Mine');
  await field().fill('');
  const arrow = { key: 'ArrowUp', bubbles: true, cancelable: true };
  field()
    .element()
    .dispatchEvent(new KeyboardEvent('keydown', { ...arrow, isComposing: true }));
  await expect.element(field()).toHaveValue('');
  await userEvent.keyboard('Mine again{Enter}');
  await vi.waitFor(() => expect(said()).toEqual(['Mine again']));
});

test('a version that is refused stays to be written on', async () => {
  call.mockImplementation(async (name) => {
    if (name === 'sayAgain') throw new Error('There is no space left.');
    return null;
  });
  draw();
  await field().click();
  await userEvent.keyboard('{ArrowUp}!{Enter}');
  await expect.element(page.getByRole('alert')).toHaveTextContent('There is no space left.');
  await expect.element(field()).toHaveValue('What I said last!');
  await userEvent.keyboard('{Escape}');
  await expect.element(field()).toHaveValue('');
});

test('while an answer is under way Stop stands in place of Send, and Enter waits', async () => {
  running = true;
  draw('Next question');
  await expect.element(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  expect(page.getByRole('button', { name: 'Send' }).elements()).toEqual([]);
  await field().click();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('status')).toHaveTextContent('once the answer is finished');
  expect(said()).toEqual([]);
  await page.getByRole('button', { name: 'Stop' }).click();
  expect(call).toHaveBeenCalledWith('stop', expect.anything());
});

test('the draft is saved after a pause, and at once when the chat is left', async () => {
  draw();
  await field().fill('A thought');
  const drafts = () => call.mock.calls.filter(([name]) => name === 'saveDraft').map(([, { text }]) => text);
  await vi.waitFor(() => expect(drafts()).toEqual(['A thought']));
  await field().fill('A thought, longer');
  root.unmount();
  expect(drafts()).toEqual(['A thought', 'A thought, longer']);
  root = createRoot(document.body.appendChild(document.createElement('div')));
});

/** As the keyboard does it, which a test can not without the system's clipboard. */
function paste(text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  field()
    .element()
    .dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}
const pasted = () => page.getByRole('group', { name: 'Pasted text' });
const added = () =>
  call.mock.calls
    .filter(([name]) => name === 'addDocuments')
    .flatMap(([, { files }]) => files)
    .map(({ name, bytes }) => ({ name, text: new TextDecoder().decode(bytes) }));

test('a long pasted text is offered as a document, and a second one joins it', async () => {
  draw('About this: ');
  const text = 'Moths fly by night. '.repeat(150);
  await field().click();
  paste(text);
  await expect.element(pasted()).toHaveTextContent('3,000 characters pasted');
  paste(text);
  await expect.element(pasted()).toHaveTextContent('6,002 characters pasted');
  await expect.element(field()).toHaveValue('About this: ');
  await pasted().getByRole('button', { name: 'Add as document' }).click();
  await vi.waitFor(() =>
    expect(added()).toEqual([
      { name: 'Pasted text: Moths fly by night Moths fly by night …', text: `${text}\n\n${text}` },
    ]),
  );
  expect(pasted().elements()).toEqual([]);
  await expect.element(field()).toHaveFocus();
});

test('or it goes where the caret stands, and nothing is added; a discarded one goes nowhere', async () => {
  draw('Before after');
  const text = 'x'.repeat(2_001);
  await field().click();
  (field().element() as HTMLTextAreaElement).setSelectionRange(7, 7);
  paste(text);
  await pasted().getByRole('button', { name: 'Put into message' }).click();
  await expect.element(field()).toHaveValue(`Before ${text}after`);
  paste(text);
  await pasted().getByRole('button', { name: 'Discard the pasted text' }).click();
  await expect.element(field()).toHaveValue(`Before ${text}after`);
  expect(added()).toEqual([]);
});

test('a short pasted text is left to the browser', async () => {
  draw();
  await field().click();
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', 'x'.repeat(2_000));
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
  field().element().dispatchEvent(event);
  expect(event.defaultPrevented).toBe(false);
  expect(pasted().elements()).toEqual([]);
});

function pasteBoth(files: readonly File[], text: string, html: string): ClipboardEvent {
  const clipboardData = new DataTransfer();
  for (const file of files) clipboardData.items.add(file);
  if (text !== '') clipboardData.setData('text/plain', text);
  if (html !== '') clipboardData.setData('text/html', html);
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
  field().element().dispatchEvent(event);
  return event;
}
const picture = new File(['x'], 'image.png', { type: 'image/png' });

test('a pasted picture is refused with a word, and the text stays', async () => {
  draw('Look: ');
  await field().click();
  expect(pasteBoth([picture], '', '').defaultPrevented).toBe(true);
  await expect.element(page.getByRole('alert')).toHaveTextContent('Pictures cannot be read');
  await expect.element(field()).toHaveValue('Look: ');
  expect(added()).toEqual([]);
});

test('words that come with a picture of them, or as HTML, are pasted as plain words', async () => {
  draw();
  await field().click();
  expect(pasteBoth([picture], 'Rent', '<b>Rent</b>').defaultPrevented).toBe(false);
  const long = 'Moths fly by night. '.repeat(150);
  pasteBoth([picture], long, `<p>${long}</p>`);
  await pasted().getByRole('button', { name: 'Put into message' }).click();
  await expect.element(field()).toHaveValue(long);
  expect(page.getByRole('alert').elements()).toEqual([]);
});

test('a message of a megabyte is held beside the field, can be seen, and is sent whole', async () => {
  const text = `${'Moths fly by night.\n'.repeat(52_429)}End.`;
  draw();
  await field().click();
  paste(text);
  await pasted().getByRole('button', { name: 'Put into message' }).click();
  const long = page.getByRole('group', { name: 'Long text' });
  await expect.element(long).toHaveTextContent('1,048,584 characters of long text go with your message.');
  await expect.element(field()).toHaveValue('');
  const began = performance.now();
  await userEvent.keyboard('About this');
  expect((performance.now() - began) / 10).toBeLessThan(150);
  await expect.element(field()).toHaveValue('About this');
  await long.getByRole('button', { name: 'Show all' }).click();
  await expect.element(page.getByRole('region', { name: 'All of the long text' })).toBeVisible();
  await field().click();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(said()).toEqual([`About this\n\n${text}`]));
  await expect.element(long).not.toBeInTheDocument();
});

test('a draft of a megabyte is there again after a reload, and goes when it is discarded', async () => {
  const text = 'Moths fly by night.\n'.repeat(52_429);
  draw(text);
  const long = page.getByRole('group', { name: 'Long text' });
  await expect.element(long).toBeVisible();
  await long.getByRole('button', { name: 'Discard the long text' }).click();
  await expect.element(long).not.toBeInTheDocument();
  await expect.element(field()).toHaveFocus();
  await expect.element(page.getByRole('button', { name: 'Send' })).toBeDisabled();
});

test('what is refused of a long message comes back beside the field', async () => {
  call.mockImplementation(async (name) => {
    if (name === 'say') throw new Error('There is no space left.');
    return null;
  });
  draw('x'.repeat(30_000));
  await field().click();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('alert')).toHaveTextContent('There is no space left.');
  await expect.element(page.getByRole('group', { name: 'Long text' })).toHaveTextContent('30,000');
});

test('a draft that only this tab had does not come back once it is sent', async () => {
  sessionStorage.setItem('pagefile.draft.c1', 'Kept here');
  draw();
  await expect.element(field()).toHaveValue('Kept here');
  await field().click();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(said()).toEqual(['Kept here']));
  await vi.waitFor(() => expect(sessionStorage.getItem('pagefile.draft.c1')).toBeNull());
});
