import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { allowedHosts } from '../worker/allowed-hosts.ts';
import { type Answers, createFakeApp, type FakeApp, snapshot } from './fake-app.fixture.tsx';
import * as models from './gallery-models.fixture.ts';
import { SettingsDialog } from './settings-dialog.tsx';
import type { SettingsSection } from './settings-section.ts';
import './global.css';

let app: FakeApp;

function draw(section?: SettingsSection, answers: Answers = {}, storage = snapshot.storage): void {
  app = createFakeApp(answers, { storage });
  app.draw(<SettingsDialog section={section} onClose={() => {}} />);
}

beforeEach(() => page.viewport(1200, 800));
afterEach(() => app.remove());

const entry = (name: string) => page.getByRole('button', { name, exact: true });
const region = (name: string) => page.getByRole('region', { name, exact: true });
const onDevice = {
  ...snapshot.storage,
  usedBytes: 3e9,
  modelBytes: 2.4e9,
  documentBytes: 9e6,
  quotaBytes: 9e9,
};

test('each section is one press away, and which one is open is said', async () => {
  draw();
  await expect.element(entry('General')).toHaveAttribute('aria-current', 'page');
  for (const name of ['Memory', 'Documents', 'Data and storage', 'Privacy', 'Shortcuts', 'About']) {
    await entry(name).click();
    await expect.element(region(name)).toBeVisible();
    await expect.element(entry(name)).toHaveAttribute('aria-current', 'page');
  }
});

test('on a phone the list opens pages, and the keyboard goes along', async () => {
  await page.viewport(360, 740);
  draw();
  await expect.element(entry('Privacy')).toBeVisible();
  expect(page.getByRole('region').elements()).toEqual([]);
  await entry('Privacy').click();
  await expect.element(region('Privacy')).toBeVisible();
  expect(page.getByRole('navigation').elements()).toEqual([]);
  await expect.element(entry('All settings')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(entry('Privacy')).toHaveFocus();
});

test('what memory does is chosen here as in the memory panel', async () => {
  draw('memory');
  await page.getByRole('checkbox', { name: 'Search before the model asks' }).click();
  await page.getByRole('combobox', { name: 'Timed heartbeats' }).selectOptions('Every 15 minutes');
  expect(app.askedFor('saveSettings')).toEqual([
    { readahead: false, heartbeatMinutes: null },
    { readahead: false, heartbeatMinutes: 15 },
  ]);
  await entry('Show memory').click();
  expect(app.navigation.openMemory).toHaveBeenCalledWith('core');
});

test('reading is paused for all documents', async () => {
  draw('documents');
  await page.getByRole('checkbox', { name: 'Pause reading and embedding' }).click();
  expect(app.askedFor('pauseIntake')).toEqual([{ paused: true }]);
  app.push({ type: 'intake-changed', intake: { paused: true, offers: [] } });
  await expect.element(page.getByRole('checkbox')).toBeChecked();
});

test('storage is told by kind, with what is free', async () => {
  draw('storage', {}, onDevice);
  await expect.element(region('Data and storage')).toHaveTextContent(/Models2\.4 GB/);
  await expect.element(region('Data and storage')).toHaveTextContent(/dropped9 MB/);
  await expect.element(region('Data and storage')).toHaveTextContent(/browser tells6 GB/);
  expect(page.getByText(/^Space runs short/).elements()).toEqual([]);
});

test('little space is said, with what to do', async () => {
  draw('storage', {}, { ...onDevice, quotaBytes: 3.2e9 });
  await expect.element(page.getByText(/^Space runs short/)).toBeVisible();
});

test('a browser that does not agree to keep the data leaves its meaning and another try', async () => {
  draw('storage', { storage: () => onDevice }, onDevice);
  await entry('Ask the browser to keep it').click();
  await expect
    .element(page.getByText(/has not agreed.*on a full device it may clear everything/))
    .toBeVisible();
  await expect.element(entry('Ask again')).toBeVisible();
});

test('where nothing is kept, nothing is counted', async () => {
  draw('storage', {}, { ...onDevice, kind: 'memory' });
  await expect.element(page.getByText('Nothing is kept', { exact: true })).toBeVisible();
  expect(page.getByText('In all').elements()).toEqual([]);
});

test('what is missing for offline use is named, and got one by one', async () => {
  draw('storage', {}, onDevice);
  await expect.element(page.getByText('Partly works offline')).toBeVisible();
  await expect.element(entry('Get all · 36 MB')).toBeEnabled();
  await entry('Get Document reader · 1.6 MB').click();
  expect(app.cached).toEqual(['documents']);
});

test('the engine of the model in use is among what must be here', async () => {
  draw('storage', {}, onDevice);
  app.push({ type: 'model-changed', model: models.ready });
  await expect.element(entry(`Get What ${models.ready.row.name} runs on · 6 MB`)).toBeVisible();
  await expect.element(entry('Get all · 42 MB')).toBeVisible();
});

test('the servers that the policy allows are listed, all of them', async () => {
  draw('privacy');
  const rows = () =>
    page
      .getByRole('listitem')
      .elements()
      .map((it) => it.textContent);
  await expect.poll(rows).toEqual(allowedHosts.map((it) => it.replace('https://', '')));
  await entry('Show').click();
  await expect.element(region('Data and storage')).toBeVisible();
});

test('diagnostics are seen before they are copied, also where the worker fails', async () => {
  const total = { hits: [], page: 1, pages: 1, total: 1204, byMeaning: false };
  draw('about', { searchRecall: () => total, models: () => Promise.reject(new Error('Gone.')) });
  expect(page.getByRole('button', { name: 'Copy diagnostics' }).elements()).toEqual([]);
  await entry('Show diagnostics').click();
  await expect.element(page.getByText(/Recall: 1,204 messages in 1 chats/)).toBeVisible();
  await expect.element(page.getByText(/Graphics: not told/)).toBeVisible();
  await expect.element(entry('Copy diagnostics')).toBeVisible();
});
