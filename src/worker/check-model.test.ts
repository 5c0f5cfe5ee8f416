import { expect, test } from 'vitest';
import { call, reply } from '../kernel/agent.fixture.ts';
import { ScriptedModel, type ScriptedStep } from '../kernel/scripted-model.fixture.ts';
import { transientStores } from '../storage/transient-stores.ts';
import { checkModel } from './check-model.ts';

let time = Date.parse('2026-11-20T12:00:00Z');
let ids = 0;
const deps = {
  openStores: transientStores,
  clock: { now: () => (time += 10), timeZone: 'UTC' },
  newId: () => `id${String(++ids).padStart(5, '0')}`,
  newMark: () => 'mark42',
};

const notes = [call('core_memory_append', { label: 'human', content: 'Name: Telan' }), reply('Noted.')];
const searches = [call('conversation_search', { query: 'tent', page: 1 }), reply('At Merel.')];
/** Cites the passage by the label under which the prompt shows it. */
const cites: ScriptedStep = ({ messages }) => {
  const label = /\[(d\d+)\][^\n]*(?:\n[^\n]*)?Solir is Lurel/.exec(messages.at(-1)?.content ?? '')?.[1];
  return reply('The code of Solir is Lurel.', label === undefined ? [] : [label]);
};

async function check(...script: readonly ScriptedStep[]) {
  const model = new ScriptedModel({ script });
  const done: number[] = [];
  const signal = new AbortController().signal;
  const result = await checkModel(model, { ...deps, signal, onItem: (it) => done.push(it) });
  return { result, done, model };
}

test('a model that notes, searches and cites passes all three, and its speed is told', async () => {
  const { result, done, model } = await check(...notes, ...searches, cites);
  expect(result?.passed).toEqual(['core', 'recall', 'document']);
  expect(result?.tokensPerSecond).toBeGreaterThan(0);
  expect(done).toEqual([1, 2, 3]);
  expect(model.left).toBe(0);
});

test('each item is by itself: what one told is in no prompt of the next', async () => {
  const { model } = await check(...notes, ...searches, cites);
  const [, , asked, found] = model.prompts.map((prompt) => JSON.stringify(prompt));
  expect(asked).not.toContain('Telan');
  // Only the model's own search brings it.
  expect(asked).not.toContain('Merel');
  expect(found).toContain('Merel');
});

test('words without deeds pass nothing', async () => {
  const { result } = await check(
    ...[reply('I will remember, Telan.'), reply('You left it at home.')],
    reply('The code of Solir is Vetos.'),
  );
  expect(result?.passed).toEqual([]);
});

test('stopped, it ends at once with no result', async () => {
  const controller = new AbortController();
  const model = new ScriptedModel({
    fallback: () => {
      controller.abort();
      return reply('Hello.');
    },
  });
  const options = { ...deps, signal: controller.signal, onItem: () => {} };
  expect(await checkModel(model, options)).toBeNull();
  expect(model.prompts).toHaveLength(1);
});

test('a model that goes away is no model that failed', async () => {
  const model = new ScriptedModel({ script: notes });
  const signal = new AbortController().signal;
  const onItem = () => model.lose('The graphics processor was lost.');
  await expect(checkModel(model, { ...deps, signal, onItem })).rejects.toThrow('processor was lost');
});
