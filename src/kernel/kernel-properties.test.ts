import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { call, reply } from './agent.fixture.ts';
import type { Commit } from './memory-store.ts';
import type { Message } from './message.ts';
import { RandomRun } from './random-run.fixture.ts';
import { anyAction, anyOutput, anyWindow } from './random-story.fixture.ts';
import { ScriptedModel } from './scripted-model.fixture.ts';
import { fillWindow } from './story.fixture.ts';
import { refusal, World } from './world.fixture.ts';

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
  const grow = (label: string, words: number) =>
    call('core_memory_append', { label, content: 'fact '.repeat(words) });
  model.play(grow('human', 90), grow('persona', 60), reply('Noted.'));
  await world.say('Remember all this', model);
  // Up to where the next message would just not be flushed.
  for (;;) {
    const { window, free, flushAt } = await world.agent.windowMap('c', model);
    const room = flushAt - (window - free);
    if (room < 120) break;
    model.play(reply('I see.'));
    await world.say('x'.repeat(4 * Math.min(room - 110, 200)), model);
  }
  const from = model.requests.length;
  model.play({ code: 'rejected', message: 'Invalid token.' }, reply('At last.'));
  expect(await world.say('And now?', model)).toEqual({ type: 'answered' });
  for (const { messages, maxTokens } of model.requests.slice(from)) {
    const tokens = (await model.countTokens(messages)).reduce((sum, it) => sum + it, 0);
    expect(tokens + maxTokens).toBeLessThanOrEqual(2048);
    expect(maxTokens).toBeGreaterThanOrEqual(400 - 8);
  }
});

describe('promises at places that chance rarely reaches', () => {
  const remember = (content: string) => call('core_memory_append', { label: 'human', content });
  const correct = (before: string, after: string) =>
    call('core_memory_replace', { label: 'human', old_content: before, new_content: after });
  const obedient = () => new ScriptedModel({ fallback: reply('Here I am.') });
  const signal = () => new AbortController().signal;

  /** A run in chat c while something is done to chat c2, in which the model had written `Name: Grace`. */
  async function whileElsewhere(act: (world: World) => Promise<unknown>) {
    const world = await World.create({ readsAhead: () => false });
    const event = { type: 'user_message', text: 'I am Grace', at: 1 } as const;
    const writer = new ScriptedModel({ script: [remember('Name: Grace'), reply('Hello.')] });
    await world.handle(await world.agent.receive('c2', event), writer);
    let pieces = 0;
    const pause = async () => {
      pieces += 1;
      if (pieces === 3) await act(world);
    };
    const model = new ScriptedModel({ script: [remember('Likes tea')], fallback: reply('Noted.'), pause });
    expect(await world.say('I like tea', model)).toEqual({ type: 'answered' });
    return world;
  }

  test('an answer taken up again in another chat takes its edits back for the run that is on', async () => {
    const world = await whileElsewhere(async (it) => {
      await it.agent.sayAgain('c2', (await it.path('c2')).at(-1)?.id ?? '');
    });
    expect(await world.block('human')).toBe('Likes tea');
  });

  test('a document that comes while another chat changes its version is told to the run’s chat', async () => {
    const world = await whileElsewhere(async (it) => {
      await it.agent.switchVersion('c2', (await it.path('c2'))[0]?.id ?? '');
      await it.addDocument('lease.pdf', ['The deposit is two months.']);
    });
    const model = obedient();
    await world.say('Anything new?', model);
    expect(JSON.stringify(model.prompts)).toContain('lease.pdf');
  });

  test('an answer taken up again still tells of the document that had come with its question', async () => {
    const world = await World.create({ readsAhead: () => false });
    await world.addDocument('lease.pdf', ['The deposit is two months.']);
    await world.say('What came?', obedient());
    const pending = await world.agent.sayAgain('c', (await world.path()).at(-1)?.id ?? '');
    const model = obedient();
    if (pending) await world.agent.handle(pending, model, signal());
    expect(JSON.stringify(model.prompts)).toContain('lease.pdf');
  });

  test('undoing a run leaves a note alone that a later run revised', async () => {
    const world = await World.create({ readsAhead: () => false });
    const insert = call('archival_memory_insert', { content: 'The keeper is Tom.' });
    const replace = call('archival_memory_replace', { label: 'd1', content: 'The keeper is Ann.' });
    await world.say('Tom keeps it', new ScriptedModel({ script: [insert, reply('Noted.')] }));
    await world.say('It is Ann now', new ScriptedModel({ script: [replace, reply('Noted.')] }));
    const [first] = world.steps();
    await world.agent.undo({ runId: first?.runId ?? '' });
    expect((await world.stores.workspace.notes()).map((note) => note.text)).toEqual(['The keeper is Ann.']);
  });

  test('a reply that was left half stored is never taken for the answer to a later question', async () => {
    const world = await World.create({ readsAhead: () => false });
    const refuseMessages = ({ messages }: Commit, role: Message['role']) => {
      if (messages?.some((message) => message.role === role)) throw refusal();
    };
    world.guard = (commit) => refuseMessages(commit, 'assistant');
    const slow = () => new Promise<void>((resolve) => setTimeout(resolve));
    const first = new ScriptedModel({ script: [reply('The first answer, at length.')], pause: slow });
    expect((await world.say('First question', first)).type).toBe('failed');
    world.guard = (commit) => {
      if (!commit.messages && !commit.addedEvents) throw refusal();
    };
    await world.say('Second question', new ScriptedModel({ fallback: { code: 'lost', message: 'Gone.' } }));
    await world.restart();
    const texts = (await world.path()).map((message) => message.text);
    expect(texts.indexOf('Second question')).toBe(texts.length - 1);
  });

  test('an undo that came too late says so, and does nothing', async () => {
    const world = await World.create({ readsAhead: () => false });
    await world.say('I am Ada', new ScriptedModel({ script: [remember('Name: Ada'), reply('Hello.')] }));
    const [edit] = await world.stores.workspace.blockEdits('a', 'human');
    const undoing: ReturnType<typeof world.agent.undo>[] = [];
    world.guard = async ({ blockEdits = [] }) => {
      if (blockEdits.length === 0 || undoing.length > 0) return;
      undoing.push(world.agent.undo({ editId: edit?.id ?? '' }));
      await new Promise((resolve) => setTimeout(resolve));
    };
    const corrected = correct('Name: Ada', 'Name: Eve');
    await world.say('I am Eve', new ScriptedModel({ script: [corrected, reply('Noted.')] }));
    expect(await world.block('human')).toBe('Name: Eve');
    expect(await undoing[0]).toMatchObject({ blocks: [], kept: ['human'] });
  });
});
