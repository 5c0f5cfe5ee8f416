import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import { Bars } from './bars.tsx';
import { ComposerPaste } from './composer-paste.tsx';
import { createFakeApp, type FakeApp, snapshot } from './fake-app.fixture.tsx';
import type { OfflineService } from './offline-store.ts';
import './global.css';

let app: FakeApp;
let apply: ReturnType<typeof vi.fn<() => Promise<void>>>;

function draw(service: Partial<OfflineService> = {}): void {
  apply = vi.fn(async () => {});
  app = createFakeApp({}, {}, { applyUpdate: apply, ...service });
  app.draw(<Bars />);
}

afterEach(() => app.remove());

const waiting: Partial<OfflineService> = {
  async registerServiceWorker(events) {
    events.onUpdateWaiting();
    return { available: true };
  },
};
const button = (name: string) => page.getByRole('button', { name, exact: true });
const bar = (words: RegExp) => page.getByRole('status').filter({ hasText: words });
const storage = (usedBytes: number) =>
  app.store.dispatch({
    type: 'storage-known',
    storage: { ...snapshot.storage, usedBytes, quotaBytes: 10e9 },
  });
const begin = () => app.push({ type: 'run-start', runId: 'r1', conversationId: 'c1' });
/** Whether no tab is at work, as another tab would find out. */
const allRest = () =>
  navigator.locks.request('pagefile-work', { ifAvailable: true }, (lock) => lock !== null);

test('a new version is offered, and once asked for it says what it waits for', async () => {
  draw(waiting);
  await button('Update now').click();
  expect(apply).toHaveBeenCalledOnce();
  await expect.element(bar(/comes as soon as answers.*message you are writing is kept/)).toBeVisible();
  await expect.element(button('Update now')).not.toBeInTheDocument();
});

test('while an answer is written the offer is to wait, and other tabs know of the work', async () => {
  draw(waiting);
  await expect.element(button('Update now')).toBeVisible();
  expect(await allRest()).toBe(true);
  begin();
  await expect.element(button('Update when idle')).toBeVisible();
  await expect.poll(allRest).toBe(false);
  app.push({ type: 'run-end', runId: 'r1', conversationId: 'c1', outcome: { type: 'stopped' } });
  await expect.element(button('Update now')).toBeVisible();
  await expect.poll(allRest).toBe(true);
});

test('files on their way count as work, also while reading is paused', async () => {
  draw(waiting);
  await expect.element(button('Update now')).toBeVisible();
  app.push({ type: 'intake-changed', intake: { paused: true, offers: [] } });
  app.store.dispatch({ type: 'files-handed', names: ['lease.pdf'] });
  await expect.element(button('Update when idle')).toBeVisible();
  app.store.dispatch({ type: 'file-settled', name: 'lease.pdf' });
  await expect.element(button('Update now')).toBeVisible();
});

test('a long pasted text that waits for its place counts as work', async () => {
  draw();
  const nothing = () => {};
  app.draw(<ComposerPaste text="Moths" onDocument={nothing} onMessage={nothing} onDiscard={nothing} />);
  await expect.poll(allRest).toBe(false);
  app.draw(null);
  await expect.poll(allRest).toBe(true);
});

test('a field whose words nothing keeps counts as work while it is written in', async () => {
  draw(waiting);
  await expect.element(button('Update now')).toBeVisible();
  const field = document.body.appendChild(document.createElement('textarea'));
  field.focus();
  await expect.element(button('Update when idle')).toBeVisible();
  field.blur();
  await expect.element(button('Update now')).toBeVisible();
  field.remove();
});

test('a version that another tab has switched to is offered when nothing is lost by it', async () => {
  draw({
    async registerServiceWorker(events) {
      events.onNewVersionActive();
      return { available: true };
    },
  });
  await expect.element(button('Reload')).toBeEnabled();
  begin();
  await expect.element(button('When this is done')).toBeDisabled();
});

test('what was dismissed stays away until there is other news of it', async () => {
  let tell = (): void => {};
  draw({
    async registerServiceWorker(events) {
      events.onUpdateWaiting();
      tell = events.onNewVersionActive;
      return { available: true };
    },
  });
  await button('Dismiss').click();
  await expect.element(button('Update now')).not.toBeInTheDocument();
  tell();
  await expect.element(button('Reload')).toBeVisible();
});

test('little space is said before it runs out, and again when half of it is gone', async () => {
  draw();
  storage(8e9);
  expect(bar(/Space runs short/).elements()).toEqual([]);
  storage(9.2e9);
  await expect.element(bar(/Space runs short: 800 MB left/)).toBeVisible();
  await button('See what takes space').click();
  expect(app.navigation.openSettings).toHaveBeenCalledWith('storage');
  await button('Dismiss').click();
  storage(9.4e9);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(bar(/Space runs short/).elements()).toEqual([]);
  storage(9.7e9);
  await expect.element(bar(/Space runs short: 300 MB left/)).toBeVisible();
});
