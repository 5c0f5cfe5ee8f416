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
        <Composer conversationId="c1" draft={draft} running={running} lastSaid="What I said last" />
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

test('the arrow recalls what was said last, only into an empty field', async () => {
  draw();
  await field().click();
  await userEvent.keyboard('{ArrowUp}');
  await expect.element(field()).toHaveValue('What I said last');
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
