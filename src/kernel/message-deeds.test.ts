import { expect, test } from 'vitest';
import { call, reply } from './agent.fixture.ts';
import { rebuildPrompt } from './rebuild-prompt.ts';
import { ScriptedModel } from './scripted-model.fixture.ts';
import { World } from './world.fixture.ts';

const running = () => new AbortController().signal;

async function texts(world: World): Promise<string[]> {
  return (await world.path()).filter((message) => message.text !== '').map((message) => message.text);
}

async function idOf(world: World, text: string): Promise<string> {
  return (await world.path()).find((message) => message.text === text)?.id ?? '';
}

async function recalled(world: World, text: string): Promise<string[]> {
  const { hits } = await world.search.recall({ text, page: 1, pageSize: 5 });
  return hits.map(({ message }) => message.text);
}

/** Two exchanges, of which the first wrote to memory. */
async function talkedTwice() {
  const world = await World.create({ readsAhead: () => false });
  const model = new ScriptedModel({
    script: [
      call('core_memory_append', { label: 'human', content: 'Keeps a badger' }),
      reply('A badger, then.'),
      reply('Rain is likely.'),
    ],
    fallback: reply('Yes.'),
  });
  await world.say('I keep a badger', model);
  await world.say('Will it rain?', model);
  return { world, model };
}

test('a deleted exchange leaves the chat, memory and search; what follows it stays', async () => {
  const { world, model } = await talkedTwice();
  const versionId = await world.agent.deleteExchange('c', await idOf(world, 'A badger, then.'));
  expect(await texts(world)).toEqual(['Will it rain?', 'Rain is likely.']);
  expect(await world.block('human')).toBe('');
  expect(await recalled(world, 'badger')).toEqual([]);
  expect(await recalled(world, 'rain')).toHaveLength(2);
  const undone = { blocks: ['human'], notes: 0, kept: [] };
  expect(world.traces).toContainEqual({ type: 'branch', conversationId: 'c', undone });
  await world.say('Sure?', model);
  expect(JSON.stringify(model.prompts.at(-1))).not.toContain('badger');

  await world.agent.switchVersion('c', versionId ?? '');
  expect(await texts(world)).toEqual([
    'I keep a badger',
    'A badger, then.',
    'Will it rain?',
    'Rain is likely.',
  ]);
});

test('the last exchange goes by itself, and the only one leaves an empty chat', async () => {
  const { world } = await talkedTwice();
  await world.agent.deleteExchange('c', await idOf(world, 'Will it rain?'));
  expect(await texts(world)).toEqual(['I keep a badger', 'A badger, then.']);
  expect(await world.block('human')).toBe('Keeps a badger');
  const versionId = await world.agent.deleteExchange('c', await idOf(world, 'I keep a badger'));
  expect(await world.path()).toEqual([]);
  await world.agent.switchVersion('c', versionId ?? '');
  expect((await texts(world)).slice(0, 2)).toEqual(['I keep a badger', 'A badger, then.']);
  expect(await world.agent.deleteExchange('c', 'unknown')).toBeNull();
});

test('a summary of what was said before and after a deleted exchange goes on holding', async () => {
  const { world } = await talkedTwice();
  const throughMessageId = await idOf(world, 'Rain is likely.');
  const summary = { text: 'Rain.', throughMessageId, label: 'm1', messages: 4, createdAt: 1 };
  await world.agent.change('c', () => ({ summary: { ...summary, by: 'model' } }));
  await world.agent.deleteExchange('c', await idOf(world, 'I keep a badger'));
  const conversation = await world.stores.memory.conversation('c');
  expect(conversation?.summary?.throughMessageId).toBe(await idOf(world, 'Rain is likely.'));
  expect(conversation?.summary?.throughMessageId).not.toBe(throughMessageId);
});

test('what is not to be remembered stays in the chat, and out of search and the next prompts', async () => {
  const { world, model } = await talkedTwice();
  for (const text of ['I keep a badger', 'A badger, then.'])
    expect(await world.agent.leaveOut('c', await idOf(world, text), true)).toBe(true);
  expect(await texts(world)).toContain('I keep a badger');
  expect(await recalled(world, 'badger')).toEqual([]);
  await world.editBlock('human', '');
  await world.say('And now?', model);
  const prompt = model.prompts.at(-1) ?? [];
  const conversation = prompt.slice(1).map(({ role, content }) => ({ role, content }));
  expect(conversation.map(({ role }) => role)).toEqual(prompt.slice(1).map(({ role }) => role));
  expect(conversation[0]?.content).not.toContain('I keep a badger');
  expect(conversation[0]?.content).toContain('left_out');
  expect(JSON.stringify(conversation)).not.toContain('A badger, then.');
  expect(JSON.stringify(conversation)).toContain('Will it rain?');
  // Each step's prompt is still known as it was, those from before the mark included.
  for (const [index, step] of world.steps().entries())
    expect(await rebuildPrompt(step, world.stores.memory)).toEqual(model.prompts[index]);

  await world.agent.leaveOut('c', await idOf(world, 'I keep a badger'), false);
  expect(await recalled(world, 'badger')).toEqual(['I keep a badger']);
  await world.say('Again?', model);
  expect(JSON.stringify(model.prompts.at(-1))).toContain('I keep a badger');
  expect(await world.agent.leaveOut('c2', await idOf(world, 'I keep a badger'), true)).toBe(false);
});

test('a summary made by the system says nothing of what is not to be remembered', async () => {
  const world = await World.create({ readsAhead: () => false });
  const model = new ScriptedModel({ fallback: reply('Fine. '.repeat(60)), windowTokens: 2048 });
  await world.say('My locker code is 4711', model);
  await world.agent.leaveOut('c', await idOf(world, 'My locker code is 4711'), true);
  for (let turn = 0; turn < 12; turn++) await world.say(`Turn ${turn} of this talk`, model);
  const { summary } = (await world.stores.memory.conversation('c')) ?? {};
  expect(summary?.text).toContain('Turn 0');
  expect(summary?.text).not.toContain('4711');
});

test('an interrupted reply is gone on with in a run of its own', async () => {
  const world = await World.create();
  const controller = new AbortController();
  let pieces = 0;
  const pause = async () => {
    pieces += 1;
    if (pieces > 18) controller.abort();
  };
  const stopped = new ScriptedModel({ script: [reply('One two three four five six seven eight')], pause });
  expect(await world.say('Count', stopped, controller.signal)).toEqual({ type: 'stopped' });
  const [, begun] = await texts(world);
  const event = await world.agent.goOn('c');
  expect(event?.event).toMatchObject({ type: 'continue', after: begun });
  const model = new ScriptedModel({ script: [reply('and so on.')] });
  if (event) expect(await world.handle(event, model, running())).toEqual({ type: 'answered' });
  expect(model.prompts[0]?.at(-1)?.content).toContain(JSON.stringify(begun));
  expect(await texts(world)).toEqual(['Count', begun, 'and so on.']);
  // It is whole now; and asked for anew, both parts make way.
  expect(await world.agent.goOn('c')).toBeNull();
  await world.agent.sayAgain('c', (await world.path()).at(-1)?.id ?? '');
  expect(await world.path()).toEqual([]);
});

test('what a search found of it for another question is left out, too', async () => {
  const world = await World.create({ readsAhead: () => false });
  const model = new ScriptedModel({
    script: [
      reply('Noted.'),
      call('conversation_search', { query: 'locker code', page: 1 }),
      reply('Found.'),
      reply('Fine.'),
      reply('Fine again.'),
    ],
  });
  await world.say('My locker code is 4711', model);
  const conversation = await world.stores.memory.conversation('c2');
  const event = await world.agent.receive('c2', { type: 'user_message', text: 'Which code?', at: 1 });
  expect(conversation?.headId).toBeNull();
  await world.handle(event, model);
  expect(JSON.stringify(model.prompts.at(-1))).toContain('4711');
  await world.agent.leaveOut('c', await idOf(world, 'My locker code is 4711'), true);
  await world.restart();
  const next = await world.agent.receive('c2', { type: 'user_message', text: 'Thanks', at: 2 });
  await world.handle(next, model);
  expect(JSON.stringify(model.prompts.at(-1))).toContain('Which code?');
  expect(JSON.stringify(model.prompts.at(-1))).not.toContain('4711');
  for (const [index, step] of world.steps().entries())
    expect(await rebuildPrompt(step, world.stores.memory)).toEqual(model.prompts[index]);
});
