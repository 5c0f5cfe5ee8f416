import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { createFakeApp, type FakeApp } from './fake-app.fixture.tsx';
import * as data from './gallery-data.fixture.ts';
import { PasswordButton } from './password-button.tsx';
import './global.css';

const problem = { code: 'password-needed', message: 'It opens only with a password.' } as const;
const locked = data.document({ name: 'payslip.pdf', state: 'failed', problem });

let app: FakeApp;
let given: string[];

beforeEach(() => {
  app = createFakeApp({});
  given = [];
});
afterEach(() => app.remove());

test('a password is asked for, passed on once, and the dialog closes', async () => {
  app.draw(<PasswordButton document={locked} onPassword={(password) => given.push(password)} />);
  await page.getByRole('button', { name: 'Enter password' }).click();
  const field = page.getByLabelText('Password', { exact: true });
  await expect.element(field).toHaveFocus();
  await expect.element(page.getByRole('button', { name: 'Open' })).toBeDisabled();
  await field.fill('moth');
  await page.getByRole('button', { name: 'Open' }).click();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  expect(given).toEqual(['moth']);
});

test('cancelled, nothing is passed on', async () => {
  app.draw(<PasswordButton document={locked} onPassword={(password) => given.push(password)} />);
  await page.getByRole('button', { name: 'Enter password' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
  expect(given).toEqual([]);
});

test('other documents have no such button', async () => {
  app.draw(
    <p>
      here{' '}
      <PasswordButton document={data.document({ name: 'open.pdf', problem: null })} onPassword={() => {}} />
    </p>,
  );
  await expect.element(page.getByText('here')).toBeVisible();
  await expect.element(page.getByRole('button')).not.toBeInTheDocument();
});
