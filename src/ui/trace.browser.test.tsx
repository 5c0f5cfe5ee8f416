import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { type Answers, createFakeApp, type FakeApp, snapshot } from './fake-app.fixture.tsx';
import * as data from './gallery-data.fixture.ts';
import { TraceTab } from './trace-tab.tsx';
import './global.css';

/* A run of eight steps in the Trace tab: all that is known of a step can be read, and copied word for word. */

let app: FakeApp;
const copied: string[] = [];
beforeEach(async () => {
  await page.viewport(420, 900);
  copied.length = 0;
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => void copied.push(text));
});
afterEach(() => {
  app.remove();
  vi.restoreAllMocks();
});

const calls = Array.from({ length: 7 }, (_, index) => ({
  ...data.called('r1', 'archival_memory_search', { query: `rent ${index + 1}`, page: index + 1 }),
  id: `a${index}`,
  parentId: `u${index}`,
}));

const steps = Array.from({ length: 8 }, (_, index) =>
  data.step({
    id: `s${index}`,
    runId: 'r1',
    lastMessageId: `u${index}`,
    functionName: index === 7 ? 'send_message' : 'archival_memory_search',
    result: index === 7 ? null : { ok: index !== 2, message: `Showing page ${index + 1}` },
    output: `{"raw":${index + 1}}`,
    startedAt: data.now + index * 1000,
    milliseconds: 500,
    promptTokens: 3000 + index,
    prefilledTokens: 100 + index,
    completionTokens: 20,
    grammar: index === 7 ? 'send-message' : 'all-functions',
  }),
);

function draw(answers: Answers = {}): void {
  app = createFakeApp({
    stepPrompt: () => ({
      messages: [
        { role: 'system', content: 'You are a companion.' },
        { role: 'user', content: 'What is the rent?' },
      ],
      grammar: 'root ::= "{}"',
    }),
    ...answers,
  });
  app.draw(<TraceTab view={{ ...snapshot.current, messages: calls, steps }} />);
}

const step = (number: number) => page.getByRole('listitem').filter({ hasText: 'ms' }).nth(number);

test('the run tells its steps, its time, and what was read of what', async () => {
  draw();
  await expect.element(page.getByText('8 steps · 4.0 s')).toBeVisible();
  await expect.element(page.getByText('Read 828 of 24,028 prompt tokens anew, wrote 160')).toBeVisible();
  const summaries = [...document.querySelectorAll('li > details > summary')].map((it) => it.textContent);
  expect(summaries).toHaveLength(8);
  expect(summaries[0]).toBe('1archival_memory_search500 ms');
  expect(summaries[2]).toBe('3archival_memory_searchnot done500 ms');
  expect(summaries[7]).toBe('8send_message500 ms');
});

test('a step opens by keyboard to its thought, arguments, result, tokens and raw output, each to be copied', async () => {
  draw();
  await expect.element(page.getByText('8 steps')).toBeVisible();
  const summary = document.querySelectorAll<HTMLElement>('li > details > summary')[2];
  summary?.focus();
  await userEvent.keyboard('{Enter}');
  const opened = step(3);
  await expect.element(opened).toHaveTextContent('queryrent 3page3');
  await expect.element(opened).toHaveTextContent('Read 102 of 3,002 prompt tokens anew, wrote 20');
  await expect.element(opened).toHaveTextContent('offered all functions');
  await opened.getByRole('button', { name: 'Copy result' }).click();
  await opened.getByRole('button', { name: 'Raw output' }).click();
  await opened.getByRole('button', { name: 'Copy output' }).click();
  expect(copied).toEqual(['Showing page 3', '{"raw":3}']);
});

test('the prompt and its grammar are read and copied whole or by message', async () => {
  draw();
  await page.getByText('send_message').click();
  await page.getByRole('button', { name: 'Show prompt' }).click();
  expect(app.askedFor('stepPrompt')).toEqual([{ stepId: 's7' }]);
  const dialog = page.getByRole('dialog', { name: 'Prompt of this step' });
  await expect.element(dialog.getByRole('heading', { name: 'system' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Copy the prompt' }).click();
  await dialog.getByRole('button', { name: 'Copy message 2' }).click();
  await dialog.getByText('Grammar').click();
  await dialog.getByRole('button', { name: 'Copy the grammar' }).click();
  expect(copied).toEqual(['You are a companion.\n\nWhat is the rent?', 'What is the rent?', 'root ::= "{}"']);
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByRole('button', { name: 'Show prompt' })).toHaveFocus();
});

test('a prompt that is gone says so', async () => {
  draw({
    stepPrompt() {
      throw new Error('What this step read was removed since.');
    },
  });
  await page.getByText('send_message').click();
  await page.getByRole('button', { name: 'Show prompt' }).click();
  await expect.element(page.getByRole('alert')).toHaveTextContent('was removed since');
});
