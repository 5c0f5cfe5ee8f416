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
  openLibrary: nothing,
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
