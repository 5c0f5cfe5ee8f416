import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { AppClient } from '../worker/app-client.ts';
import { createAppActions } from './app-actions.ts';
import { type AppBinding, AppContext } from './app-context.ts';
import { createAppStore } from './app-store.ts';
import { createOfflineStore } from './offline-store.ts';
import { SaidMessage } from './said-message.tsx';

let root: Root;
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

function draw(
  messageId: string,
  text: string,
  more: { versions?: readonly string[]; busy?: boolean } = {},
): void {
  const { versions, busy = false } = more;
  root.render(
    <AppContext value={app}>
      <SaidMessage messageId={messageId} text={text} versions={versions} busy={busy} pointedOut={false} />
    </AppContext>,
  );
}

beforeEach(() => {
  call.mockReset().mockResolvedValue(null);
  root = createRoot(document.body.appendChild(document.createElement('div')));
});
afterEach(() => {
  root.unmount();
  document.body.replaceChildren();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const field = () => page.getByRole('textbox', { name: 'Your words' });

test('Edit opens the words in place, and Save says them again', async () => {
  draw('m1', 'When?');
  await button('Edit').click();
  await expect.element(field()).toHaveValue('When?');
  await expect.element(field()).toHaveFocus();
  await userEvent.keyboard(' Exactly?{Enter}');
  const words = { conversationId: '', messageId: 'm1', text: 'When? Exactly?' };
  await vi.waitFor(() => expect(call).toHaveBeenCalledWith('sayAgain', words));
  // The editor stays until the new version takes its place.
  await expect.element(field()).toBeVisible();
  draw('m2', 'When? Exactly?', { versions: ['m1', 'm2'] });
  await expect.element(page.getByText('2/2')).toBeVisible();
  await expect.element(field()).not.toBeInTheDocument();
});

test('Escape leaves everything as it was, and the focus where it came from', async () => {
  draw('m1', 'When?');
  await button('Edit').click();
  await userEvent.keyboard(' No.{Escape}');
  await expect.element(page.getByText('When?', { exact: true })).toBeVisible();
  await expect.element(button('Edit')).toHaveFocus();
  expect(call).not.toHaveBeenCalled();
});

test('what is refused stays in the field, with the reason', async () => {
  call.mockRejectedValue(new Error('No space is left.'));
  draw('m1', 'When?');
  await button('Edit').click();
  await userEvent.keyboard(' Exactly?{Enter}');
  await expect.element(page.getByRole('alert')).toHaveTextContent('No space is left.');
  await expect.element(field()).toHaveValue('When? Exactly?');
  await expect.element(button('Save')).toBeEnabled();
});

test('nothing can be said with no words', async () => {
  draw('m1', 'When?');
  await button('Edit').click();
  await field().fill('  ');
  await expect.element(button('Save')).toBeDisabled();
  await userEvent.keyboard('{Enter}');
  expect(call).not.toHaveBeenCalled();
});

test('versions are gone over with two buttons that keep the focus', async () => {
  const versions = ['m1', 'm2', 'm3'];
  draw('m2', 'When?', { versions });
  await button('Previous version').click();
  expect(call).toHaveBeenLastCalledWith('switchVersion', { conversationId: '', messageId: 'm1' });
  draw('m1', 'What?', { versions });
  await expect.element(button('Previous version')).toBeDisabled();
  await expect.element(button('Previous version')).toHaveFocus();
  await expect.element(button('Next version')).toBeEnabled();
  await button('Next version').click();
  expect(call).toHaveBeenLastCalledWith('switchVersion', { conversationId: '', messageId: 'm2' });
});

test('nothing of it works while a run is under way', async () => {
  draw('m2', 'When?', { versions: ['m1', 'm2', 'm3'], busy: true });
  for (const name of ['Edit', 'Previous version', 'Next version'])
    await expect.element(button(name)).toBeDisabled();
});
