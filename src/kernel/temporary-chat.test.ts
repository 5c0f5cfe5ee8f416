import { expect, test } from 'vitest';
import { createTestAgent, reply } from './agent.fixture.ts';
import { ScriptedModel } from './scripted-model.fixture.ts';

/** Talks until the window has been flushed, as the app does it: a memory turn may follow each answer. */
async function talkAtLength(temporary: boolean) {
  const world = await createTestAgent();
  const { memory, workspace } = world.stores;
  const before = await memory.conversation('c');
  if (!before) throw new Error('There is no chat.');
  if (temporary) await memory.commit({ conversation: { ...before, temporary: true } });
  const model = new ScriptedModel({
    windowTokens: 2048,
    fallback: ({ grammar }) =>
      grammar.includes('summarize')
        ? '{"thought":"t","function":"summarize","arguments":{"summary":"They spoke.","keep":[],"reflections":["Likes rain."]}}'
        : reply('I see. '.repeat(20)),
  });
  for (let turn = 0; turn < 14; turn += 1) {
    await world.say(`Turn ${turn}: ${'it rained again. '.repeat(10)}`, model);
    await world.agent.takeMemoryTurn('c', model, new AbortController().signal);
  }
  const conversation = await memory.conversation('c');
  return { prompts: JSON.stringify(model.prompts), notes: await workspace.notes(), conversation };
}

test('a chat under pressure writes down what matters; a temporary one pages without it', async () => {
  const usual = await talkAtLength(false);
  expect(usual.prompts).toContain('memory_pressure');
  expect(usual.notes).not.toEqual([]);

  const temporary = await talkAtLength(true);
  expect(temporary.prompts).not.toContain('memory_pressure');
  expect(temporary.notes).toEqual([]);
  expect(temporary.conversation?.summary?.by).toBe('extractive');
});

test('a temporary chat says so to the model, and its tokens count as instructions', async () => {
  const world = await createTestAgent();
  const before = await world.stores.memory.conversation('c');
  if (!before) throw new Error('There is no chat.');
  const usual = await world.agent.windowMap('c', null);
  await world.stores.memory.commit({ conversation: { ...before, temporary: true } });
  const temporary = await world.agent.windowMap('c', null);
  expect(temporary.system).toBeGreaterThan(usual.system);
  expect(temporary.core).toBe(usual.core);
});
