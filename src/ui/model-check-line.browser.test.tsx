import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { ModelOffer } from '../worker/app-protocol.ts';
import { type Answers, createFakeApp, type FakeApp } from './fake-app.fixture.tsx';
import * as models from './gallery-models.fixture.ts';
import { ModelsDialog } from './models-dialog.tsx';
import './global.css';

const { qwen4, qwen15 } = models.rows;
const all = { at: Date.now(), passed: ['core', 'recall', 'document'], tokensPerSecond: 14 } as const;
let app: FakeApp;
let check: ModelOffer['check'] = null;
afterEach(() => {
  app.remove();
  check = null;
});

function draw(answers: Answers = {}): void {
  const { offers } = models.offers;
  const withCheck = () => ({
    ...models.offers,
    offers: offers.map((it) => (it.row.id === qwen4.id ? { ...it, check } : it)),
  });
  app = createFakeApp({ models: withCheck, ...answers });
  app.draw(<ModelsDialog onClose={() => {}} />);
}

const rowOf = ({ name }: ModelOffer['row']) =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });
const button = (name: string) => rowOf(qwen4).getByRole('button', { name, exact: true });
const went = (done: number | null) => app.push({ type: 'model-check', id: qwen4.id, done });

test('a model that is here is checked from its row, and one that is not has no check', async () => {
  let end = (_: ModelOffer['check']) => {};
  draw({
    checkModel: () =>
      new Promise((resolve) => {
        end = resolve;
      }),
  });
  await button('Can it use memory? (two minutes)').click();
  expect(app.askedFor('checkModel')).toEqual([{ id: qwen4.id }]);
  went(0);
  went(2);
  await expect.element(rowOf(qwen4)).toHaveTextContent('2 of 3 done');
  const bar = rowOf(qwen4).getByRole('progressbar', { name: 'Memory check of Qwen 3 4B' });
  await expect.element(bar).toBeVisible();
  await expect.element(button('Stop the check')).toHaveFocus();
  check = all;
  went(null);
  end(all);
  await expect.element(rowOf(qwen4)).toHaveTextContent('Memory check: 3 of 3 · 14 tokens a second · today');
  await expect.element(button('Check again')).toHaveFocus();
  await expect.element(page.getByRole('status').first()).toHaveTextContent('Qwen 3 4B: Memory check: 3 of 3');
  expect(
    rowOf(qwen15)
      .getByRole('button', { name: /memory/ })
      .elements(),
  ).toHaveLength(0);
});

test('what it could not do is said beside what it could', async () => {
  check = { ...all, passed: ['core'] };
  draw();
  await expect.element(rowOf(qwen4)).toHaveTextContent('Memory check: 1 of 3');
  await expect.element(rowOf(qwen4)).toHaveTextContent('It did not find what was said in another chat and');
});

test('it is stopped by the same button, and a refusal is told where it was asked for', async () => {
  draw({ checkModel: () => Promise.reject(new Error('An answer is being written. Check when it is done.')) });
  await button('Can it use memory? (two minutes)').click();
  await expect.element(rowOf(qwen4).getByRole('alert')).toHaveTextContent('An answer is being written.');
  went(1);
  await button('Stop the check').click();
  expect(app.askedFor('stopModelCheck')).toEqual([{}]);
});

test('a download that has finished offers it once', async () => {
  draw();
  await expect.element(button('Can it use memory? (two minutes)')).toBeVisible();
  app.push({ type: 'model-files-changed', id: qwen4.id, files: models.downloading });
  app.push({ type: 'model-files-changed', id: qwen4.id, files: { state: 'ready', bytes: 2_281_000_000 } });
  await expect.element(rowOf(qwen4)).toHaveTextContent('Three short tasks tell, in about two minutes.');
  await expect.element(button('Check now')).toBeVisible();
  (button('Not now').element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(rowOf(qwen4)).not.toHaveTextContent('Three short tasks');
  await expect.element(button('Can it use memory? (two minutes)')).toBeVisible();
});
