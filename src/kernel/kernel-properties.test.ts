import fc from 'fast-check';
import { expect, test } from 'vitest';
import { call, reply } from './agent.fixture.ts';
import { RandomRun } from './random-run.fixture.ts';
import { anyAction, anyOutput, anyWindow } from './random-story.fixture.ts';
import { ScriptedModel } from './scripted-model.fixture.ts';
import { fillWindow } from './story.fixture.ts';
import { World } from './world.fixture.ts';

/** About 15 s with 300; `NUM_RUNS=5000` for a long look. */
const numRuns = Number(process.env.NUM_RUNS ?? 300);

/*
 * The kernel's promises (RandomRun checks them as it goes), under random events, windows, model outputs,
 * refused writes, stops and crashes:
 *
 * - the window is never exceeded: prompt and reply fit together;
 * - every message of a prompt is stored in its place before the model sees it;
 * - within an epoch the prompt grows by exactly one message a step;
 * - every run ends, and one that a person waits for ends in words, a stop, or a failure that says why;
 * - nothing acknowledged is lost, and everything is handled exactly once;
 * - each edit of a block says what stood before it;
 * - a label in view stands for one thing;
 * - every step's prompt is rebuilt as it was;
 * - whatever happened, the next message is answered.
 */
const stories = [
  anyWindow,
  fc.array(anyAction, { minLength: 1, maxLength: 24, size: 'max' }),
  fc.array(anyOutput, { maxLength: 80, size: 'max' }),
] as const;

test('no random story breaks a promise of the kernel', async () => {
  await fc.assert(
    fc.asyncProperty(...stories, async (windowTokens, actions, outputs) => {
      const run = await RandomRun.create(windowTokens, outputs);
      for (const action of actions) {
        await run.play(action);
        expect(run.broken, JSON.stringify(action).slice(0, 300)).toEqual([]);
      }
      await run.finish();
      expect(run.broken).toEqual([]);
    }),
    { numRuns },
  );
}, 300_000);

test('a story replayed gives the same prompts byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(...stories, async (windowTokens, actions, outputs) => {
      const [first, second] = await Promise.all(
        [1, 2].map(async () => {
          const run = await RandomRun.create(windowTokens, outputs);
          for (const action of actions) await run.play(action);
          await run.finish();
          return JSON.stringify([...run.prompts]);
        }),
      );
      expect(second).toBe(first);
    }),
    { numRuns: Math.ceil(numRuns / 15) },
  );
}, 300_000);

/** Each prompt is the one before, its reply and one message more. */
function expectOneMessageAStep({ prompts }: ScriptedModel, from: number): void {
  for (let index = from + 1; index < prompts.length; index++) {
    const [before = [], prompt = []] = [prompts[index - 1], prompts[index]];
    expect(prompt.slice(0, before.length)).toEqual(before);
    expect(prompt.slice(before.length).map(({ role }) => role)).toEqual(['assistant', 'user']);
  }
}

test('a memory turn that ends without a summary leaves no message behind that was never read', async () => {
  const world = await World.create({ readsAhead: () => false });
  const model = new ScriptedModel({ windowTokens: 8192 });
  await fillWindow(world, model, 10, reply('I see.'));
  const from = model.prompts.length;
  const notes = ['one', 'two', 'three', 'four'].map((content) => call('archival_memory_insert', { content }));
  model.play(reply('So much.'), ...notes, reply('Here I am.'));
  await world.talk('word '.repeat(80), model);
  expect(await world.say('Still there?', model)).toEqual({ type: 'answered' });
  expect(model.left).toBe(0);
  expectOneMessageAStep(model, from);
});

test('a timed event that ends in repeats leaves no message behind that was never read', async () => {
  const world = await World.create({ readsAhead: () => false });
  const again = call('archival_memory_search', { query: 'x', page: 1 });
  const model = new ScriptedModel({ script: [again, again, again], fallback: reply('Here I am.') });
  expect(await world.event({ type: 'timer', at: 1 }, model)).toEqual({ type: 'slept' });
  expect(await world.say('Still there?', model)).toEqual({ type: 'answered' });
  expectOneMessageAStep(model, 0);
});

test('a step that is tried again after core memory grew still fits with its reserve', async () => {
  const world = await World.create({ readsAhead: () => false });
  const model = new ScriptedModel({ windowTokens: 2048 });
  const grow = (label: string, length: number) =>
    call('core_memory_append', { label, content: 'fact '.repeat(length) });
  model.play(grow('human', 90), grow('persona', 60), reply('Noted.'));
  await world.say('Remember all this', model);
  await fillWindow(world, model, -150, reply('I see.'));
  const from = model.requests.length;
  model.play({ code: 'rejected', message: 'Invalid token.' }, reply('At last.'));
  expect(await world.say('word '.repeat(20), model)).toEqual({ type: 'answered' });
  for (const { messages, maxTokens } of model.requests.slice(from)) {
    const tokens = (await model.countTokens(messages)).reduce((sum, it) => sum + it, 0);
    expect(tokens + maxTokens).toBeLessThanOrEqual(2048);
    expect(maxTokens).toBeGreaterThanOrEqual(400 - 8);
  }
});
