import { expect, test } from 'vitest';
import { createTestAgent, reply } from '../kernel/agent.fixture.ts';
import { ScriptedModel } from '../kernel/scripted-model.fixture.ts';
import { RunQueue } from './run-queue.ts';

const tick = () => new Promise<void>((resolve) => setTimeout(resolve, 1));

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 500; turn++) {
    if (await condition()) return;
    await tick();
  }
  throw new Error('It never came to pass.');
}

test('what is said during a run is stored at once and answered after it', async () => {
  const { agent, path, stores } = await createTestAgent();
  const model = new ScriptedModel({ script: [reply('First answer.'), reply('Second answer.')], pause: tick });
  const runs = new RunQueue(agent, () => model);
  await runs.say('c', 'First');
  await runs.say('c', 'Second');
  expect((await stores.memory.pendingEvents()).length).toBeGreaterThan(0);
  await until(async () => (await path()).length === 4);
  expect((await path()).map((it) => it.text)).toEqual(['First', 'First answer.', 'Second', 'Second answer.']);
});

test('Stop ends the run of its own chat only', async () => {
  const { agent, path, traces } = await createTestAgent();
  const model = new ScriptedModel({ script: [reply('word '.repeat(40))], pause: tick });
  const runs = new RunQueue(agent, () => model);
  await runs.say('c', 'Talk');
  await until(() => traces.some((trace) => trace.type === 'reply-delta'));
  runs.stop('another chat');
  await tick();
  expect(traces.some((trace) => trace.type === 'run-end')).toBe(false);
  runs.stop('c');
  await until(() => traces.some((trace) => trace.type === 'run-end'));
  expect(traces.find((trace) => trace.type === 'run-end')).toMatchObject({ outcome: { type: 'stopped' } });
  expect((await path()).at(-1)?.text).toMatch(/^word/);
});

test('a person never waits for a memory turn', async () => {
  const { agent, path, traces } = await createTestAgent();
  const slowSummary = JSON.stringify({
    thought: 't',
    function: 'summarize',
    arguments: { summary: 'slow '.repeat(400), keep: [], reflections: [] },
  });
  let isMemoryTurn = false;
  const model = new ScriptedModel({
    windowTokens: 2048,
    fallback: ({ grammar }) => {
      isMemoryTurn = grammar.includes('summarize ::=');
      return isMemoryTurn ? slowSummary : reply('answer '.repeat(20));
    },
    pause: () => (isMemoryTurn ? tick() : Promise.resolve()),
  });
  const runs = new RunQueue(agent, () => model);
  const remembering = () =>
    traces.some((trace) => trace.type === 'phase' && trace.phase.name === 'remembering');
  for (let turn = 0; turn < 40 && !remembering(); turn++) {
    await runs.say('c', `Turn ${turn} ${'word '.repeat(20)}`);
    await until(() => remembering() || traces.filter((trace) => trace.type === 'run-end').length > turn);
    await tick();
  }
  expect(remembering()).toBe(true);
  await runs.say('c', 'Are you there?');
  await until(async () => {
    const said = (await path()).filter((it) => it.text !== '').map((it) => it.text);
    return said[said.indexOf('Are you there?') + 1]?.startsWith('answer') === true;
  });
  expect(traces.some((trace) => trace.type === 'run-end' && trace.outcome.type === 'stopped')).toBe(true);
});

test('an agent that fails to handle an event does not end the queue', async () => {
  const { agent, path } = await createTestAgent();
  const model = new ScriptedModel({ script: [reply('Here.')] });
  const runs = new RunQueue(agent, () => model);
  runs.enqueue({ id: 'x', conversationId: 'gone', event: { type: 'user_message', text: 'Lost', at: 0 } });
  await runs.say('c', 'Still there?');
  await until(async () => (await path()).at(-1)?.text === 'Here.');
});

test('the model is lent while nothing runs, and what the person says ends that and is answered', async () => {
  const { agent, path } = await createTestAgent();
  const model = new ScriptedModel({ script: [reply('First.'), reply('Second.')], pause: tick });
  const runs = new RunQueue(agent, () => model);
  await runs.say('c', 'One');
  expect(runs.isBusy).toBe(true);
  const seen: number[] = [];
  const lent = runs.lend(async (signal) => {
    seen.push((await path()).length);
    while (!signal.aborted) await tick();
    return 'ended';
  });
  await until(() => seen.length > 0);
  // Lent after the answer, not beside it; and nobody waits for it.
  expect(seen).toEqual([2]);
  expect(runs.isBusy).toBe(false);
  await runs.beat('c');
  expect(runs.isBusy).toBe(false);
  await runs.say('c', 'Two');
  expect(await lent).toBe('ended');
  await until(async () => (await path()).length === 4);
  expect((await path()).at(-1)?.text).toBe('Second.');
});

test('a failure of what the model was lent to is told there, and the next run begins', async () => {
  const { agent, path } = await createTestAgent();
  const told: string[] = [];
  const runs = new RunQueue(
    agent,
    () => new ScriptedModel({ script: [reply('Hello.')] }),
    (message) => told.push(message),
  );
  await expect(runs.lend(() => Promise.reject(new Error('Gone.')))).rejects.toThrow('Gone.');
  const waiting = runs.lend(async (signal) => signal.aborted);
  await runs.stopAll();
  expect(await waiting).toBe(true);
  await runs.say('c', 'One');
  await until(async () => (await path()).length === 2);
  expect(told).toEqual([]);
});
