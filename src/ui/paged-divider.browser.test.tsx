import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { createFakeApp, type FakeApp } from './fake-app.fixture.tsx';
import { PagedDivider } from './paged-divider.tsx';
import './global.css';

let app: FakeApp;
afterEach(() => app.remove());

const text =
  'He rents 14 Ogrodowa Street until June 2027, gave up the garage in May and wants to be reminded of the notice.';

function draw(by: 'model' | 'extractive', messages: number): void {
  app = createFakeApp({});
  app.draw(
    <div style={{ maxWidth: 720, margin: '24px auto' }}>
      <PagedDivider summary={{ text, messages, by }} />
    </div>,
  );
}

test('is one quiet line that the keyboard opens, to what the model has of the messages above', async () => {
  draw('model', 1204);
  const line = page.getByText('Earlier messages moved to recall');
  await expect.element(line).toBeVisible();
  await expect.element(page.getByText(text)).not.toBeVisible();
  (line.element().closest('summary') as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('What the model still has of them')).toBeVisible();
  await expect.element(page.getByText(text)).toBeVisible();
  await expect.element(page.getByText(/^A summary of 1,204 messages\./)).toBeVisible();
  await page.getByRole('button', { name: 'recall' }).click();
  expect(app.navigation.openMemory).toHaveBeenCalledExactlyOnceWith('recall');
});

test('says where the system wrote the summary itself', async () => {
  draw('extractive', 1);
  await page.getByText('Earlier messages moved to recall').click();
  await expect.element(page.getByText(/^An extract of 1 message\./)).toBeVisible();
});
