import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { call, reply } from './agent.fixture.ts';
import { newConversation } from './new-conversation.ts';
import { ScriptedModel, type ScriptedStep } from './scripted-model.fixture.ts';
import { lastPrompt } from './story.fixture.ts';
import type { RunOutcome } from './trace.ts';
import { breakSearch, refusal, World } from './world.fixture.ts';

/* Each ends in a stated result, and the next message is answered. */

const remember = (content: string) => call('core_memory_append', { label: 'human', content });
const answered = { type: 'answered' } as const;
const obedient = () => new ScriptedModel({ fallback: reply('Here I am.') });

/** Whether a person who waits was told something: words, or what went wrong. */
function isStated(outcome: RunOutcome): boolean {
  return (
    outcome.type === 'answered' ||
    outcome.type === 'stopped' ||
    (outcome.type === 'failed' && outcome.message !== '')
  );
}

/** Every run that was begun has ended. */
function expectEnds({ traces }: World): void {
  const count = (type: string) => traces.filter((trace) => trace.type === type).length;
  expect(count('run-end')).toBe(count('run-start'));
}

describe('any bytes from the model', () => {
  const bytes = fc
    .uint8Array({ maxLength: 60 })
    .map((raw) => new TextDecoder('utf-8', { fatal: false }).decode(raw));
  const json = fc.json({ maxDepth: 2 });
  const shaped = fc
    .record({ function: fc.oneof(fc.constant('send_message'), fc.string()), arguments: fc.jsonValue() })
    .map((value) => JSON.stringify(value));
  const finish = fc.constantFrom('stop' as const, 'length' as const, 'abort' as const);

  test('end the run in words or in a stated failure, and the next message is answered', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ text: fc.oneof(bytes, json, shaped), finish }), { minLength: 1, maxLength: 9 }),
        async (outputs) => {
          const world = await World.create();
          const model = new ScriptedModel({ script: outputs, fallback: reply('At last.') });
          expect(await world.say('Hello', model)).toSatisfy(isStated);
          await world.agent.takeMemoryTurn('c', model, new AbortController().signal);
          expect(await world.say('Still there?', obedient())).toEqual(answered);
          expectEnds(world);
        },
      ),
      { numRuns: 60 },
    );
  });

  const summary = { summary: 'All.', keep: [], reflections: [] };
  test.each([
    ['a call of the memory turn', call('summarize', summary)],
    ['rest, while a person waits', call('pause_heartbeats', { minutes: 30 })],
    ['a reply without a word', reply('')],
    ['a reply of blanks', reply(' \n')],
    [
      'a reply of blanks that was cut off',
      { text: reply('\r').slice(0, reply('\r').indexOf('\\r') + 2), finish: 'length' as const },
    ],
  ])('%s is not silence: the run goes on to words', async (_, output) => {
    const world = await World.create();
    expect(await world.say('Hello', new ScriptedModel({ script: [output], fallback: reply('Hi.') }))).toEqual(
      answered,
    );
    expect((await world.path()).at(-1)?.text).toBe('Hi.');
  });

  test('words to the person in a memory turn stay unsaid', async () => {
    const world = await World.create();
    const model = new ScriptedModel({ fallback: reply('word '.repeat(150)) });
    for (let turn = 0; turn < 20; turn++) {
      expect(await world.talk(`Turn ${turn}`, model)).toEqual(answered);
      if (JSON.stringify(model.prompts.at(-1)).includes('memory_turn')) break;
    }
    expect(JSON.stringify(model.prompts.at(-1))).toContain('memory_turn');
    const path = await world.path();
    const turn = path.findIndex((message) => message.parts.some((part) => part.type === 'memory_turn'));
    expect(path.slice(turn).map((message) => message.text)).not.toContain('word '.repeat(150));
  });
});

describe('a function that throws', () => {
  test('ends the run with what happened, and the next message is answered', async () => {
    for (const name of ['conversation_search', 'archival_memory_search']) {
      // The first two calls read ahead.
      const world = await World.create({ search: breakSearch((it) => it === 3) });
      const model = new ScriptedModel({
        script: [call(name, { query: 'x', page: 1 })],
        fallback: reply('Hi.'),
      });
      const outcome = await world.say('Look', model);
      expect(outcome).toSatisfy(isStated);
      if (outcome.type === 'failed') expect(outcome.message).toContain('The index is broken.');
      expect((await world.path())[0]?.text).toBe('Look');
      expect(await world.say('And now?', obedient())).toEqual(answered);
      expectEnds(world);
    }
  });

  test('in reading ahead costs what would have been fetched, never the answer', async () => {
    const world = await World.create({ search: breakSearch(() => true) });
    expect(await world.say('Hello', obedient())).toEqual(answered);
    expect(await world.say('Hello again', obedient())).toEqual(answered);
  });

  test('without a model leaves the words stored, and says what happened', async () => {
    const world = await World.create({ search: breakSearch(() => true) });
    expect(await world.say('Hello', null)).toEqual({ type: 'failed', message: 'The index is broken.' });
    expect((await world.path())[0]?.text).toBe('Hello');
    expectEnds(world);
  });
});

describe('a store that refuses a write', () => {
  const script: readonly ScriptedStep[] = [
    remember('Name: Ada'),
    call('archival_memory_insert', { content: 'Ada plays the violin.' }),
    { text: '{"thought":"h', finish: 'stop' },
    call('archival_memory_search', { query: 'violin', page: 1 }),
    reply('You are Ada, and you play the violin.', ['d1']),
  ];

  /** Commits that the story makes when none is refused. */
  async function countCommits(): Promise<number> {
    const world = await World.create();
    await world.talk('I am Ada', new ScriptedModel({ script }));
    return world.commits;
  }

  test('at any commit of a run fails that run alone: the next is answered from what is stored', async () => {
    const commits = await countCommits();
    expect(commits).toBeGreaterThan(10);
    for (let refused = 1; refused < commits; refused++) {
      const world = await World.create();
      const event = { type: 'user_message', text: 'I am Ada', at: world.now() } as const;
      const pending = await world.agent.receive('c', event);
      const first = world.commits;
      world.guard = () => {
        if (world.commits === first + refused) throw refusal();
      };
      const outcome = await world.handle(pending, new ScriptedModel({ script, fallback: reply('Ada.') }));
      world.guard = () => {};
      expect(outcome).toSatisfy(isStated);
      if (outcome.type === 'failed') expect(outcome.message).toContain('no space left');
      expectEnds(world);
      const model = obedient();
      expect(await world.say('Who am I?', model)).toEqual(answered);
      const stored = (await world.path()).map((message) => message.content);
      const read = model.prompts.at(-1)?.slice(1) ?? [];
      expect(read.map(({ content }) => content)).toEqual(stored.slice(0, -1));
      const kept = [
        ...stored,
        ...(await world.stores.memory.pendingEvents()).map((it) => JSON.stringify(it)),
      ];
      expect(kept.join()).toContain('I am Ada');
      expect(model.prompts.at(-1)?.[0]?.content.includes('Name: Ada')).toBe(
        (await world.block('human')).includes('Name: Ada'),
      );
    }
  });

  test('from any commit on, as when the page dies, loses nothing and is reported at the next start', async () => {
    const commits = await countCommits();
    for (let dead = 1; dead < commits; dead++) {
      const world = await World.create();
      const pending = await world.agent.receive('c', {
        type: 'user_message',
        text: 'I am Ada',
        at: world.now(),
      });
      const first = world.commits;
      world.guard = () => {
        if (world.commits >= first + dead) throw refusal();
      };
      await world.handle(pending, new ScriptedModel({ script, fallback: reply('Ada.') }));
      await world.restart();
      const waiting = await world.stores.memory.pendingEvents();
      const model = obedient();
      for (const event of waiting) expect(await world.handle(event, model)).toEqual(answered);
      expect(await world.say('Are you there?', model)).toEqual(answered);
      const said = (await world.path()).flatMap((message) =>
        message.parts.flatMap((part) => (part.type === 'user_message' ? [part.text] : [])),
      );
      expect(said).toEqual(['I am Ada', 'Are you there?']);
      // Either it was handled now, or the model hears that it was left unanswered.
      expect(waiting.length === 1 || lastPrompt(model).includes('"type":"interrupted"')).toBe(true);
    }
  });

  test('at the first commit of a new chat, the naming, is a stated failure as well', async () => {
    const world = await World.create();
    await world.stores.memory.commit({ conversation: newConversation('a', 'c', world.now()) });
    const pending = await world.agent.receive('c', { type: 'user_message', text: 'Hello', at: world.now() });
    world.guard = () => {
      throw refusal();
    };
    expect(await world.handle(pending, obedient())).toEqual({
      type: 'failed',
      message: 'There is no space left on this device.',
    });
    world.guard = () => {};
    expect(await world.say('Again', obedient())).toEqual(answered);
    expectEnds(world);
  });

  test('for a message while a document arrives leaves the chat whole', async () => {
    const world = await World.create();
    await world.say('One', obedient());
    world.guard = async ({ messages }) => {
      if (!messages?.some((message) => message.role === 'user')) return;
      world.guard = () => {};
      void world.addDocument('lease.pdf', ['The deposit is two months.']).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve));
      throw refusal();
    };
    expect((await world.say('Two', obedient())).type).toBe('failed');
    expect((await world.path()).map((message) => message.text)).toEqual(['One', 'Here I am.']);
    const model = obedient();
    expect(await world.say('Three', model)).toEqual(answered);
    expect(lastPrompt(model)).toContain('"message":"One"');
  });

  test('of the person’s edit rejects it, and no prompt ever holds it', async () => {
    const world = await World.create();
    const model = new ScriptedModel({ fallback: reply('Hi.') });
    await world.say('Hello', model);
    world.guard = () => {
      throw refusal();
    };
    await expect(world.editBlock('human', 'Name: Grace')).rejects.toThrow('no space left');
    world.guard = () => {};
    model.play(remember('Likes tea'), reply('Noted.'));
    await world.say('I like tea', model);
    expect(JSON.stringify(model.prompts)).not.toContain('Grace');
    expect(await world.block('human')).toBe('Likes tea');
  });
});

describe('a clock that jumps', () => {
  const jumps = [-3 * 365, 50 * 365, -60 * 365, -1, 1].map((days) => days * 86_400_000);

  test('backwards and years ahead changes neither order nor answers', async () => {
    const world = await World.create();
    const search = (date: string) =>
      call('conversation_search_date', { start_date: date, end_date: 'today', page: 1 });
    for (const [turn, jump] of jumps.entries()) {
      const model = new ScriptedModel({
        script: [
          () => {
            world.time += jump;
            return search('last week');
          },
          search('yesterday'),
          call('conversation_search', { query: 'Turn', page: 1 }),
          reply(`Answer ${turn}`),
        ],
      });
      expect(await world.talk(`Turn ${turn}`, model)).toEqual(answered);
    }
    const said = (await world.path()).map((message) => message.text).filter((text) => text !== '');
    expect(said).toEqual(jumps.flatMap((_, turn) => [`Turn ${turn}`, `Answer ${turn}`]));
    for (const message of await world.path()) expect(message.content).not.toMatch(/NaN|Invalid|-\d+ \w+ ago/);
    expectEnds(world);
  });

  test('in mid-reply still keeps what was written of it', async () => {
    const world = await World.create();
    const text = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ');
    let pieces = 0;
    const model = new ScriptedModel({
      script: [reply(text)],
      pause: async () => {
        pieces += 1;
        await new Promise((resolve) => setTimeout(resolve));
        if (pieces === 16) world.time -= 10 * 365 * 86_400_000;
        if (pieces === 80)
          world.guard = () => {
            throw refusal();
          };
      },
    });
    expect((await world.say('Count', model)).type).toBe('failed');
    await world.restart();
    const kept = (await world.path()).at(-1)?.text ?? '';
    expect(text.startsWith(kept)).toBe(true);
    expect(kept).toContain('word30');
  });
});

describe('a model that is lost in mid-reply', () => {
  test('leaves what was written of it, as a stop does', async () => {
    const world = await World.create();
    let pieces = 0;
    const model: ScriptedModel = new ScriptedModel({
      script: [reply('one two three four five six seven')],
      pause: async () => {
        pieces += 1;
        if (pieces === 20) model.lose();
      },
    });
    expect((await world.say('Count', model)).type).toBe('failed');
    expect((await world.path()).at(-1)?.text).toMatch(/^one two three/);
    expect(await world.say('Go on', obedient())).toEqual(answered);
  });
});

describe('a block edited by the person while a run is on', () => {
  /** Talks to a model that edits the block `human`; the person acts when its output has begun. */
  async function during(output: string, act: (world: World) => Promise<unknown>) {
    const world = await World.create();
    await world.say('I am Ada', new ScriptedModel({ script: [remember('Name: Ada'), reply('Hello.')] }));
    let pieces = 0;
    const pause = async () => {
      pieces += 1;
      if (pieces === 3) await act(world);
    };
    const model = new ScriptedModel({ script: [output], fallback: reply('Noted.'), pause });
    expect(await world.say('I like tea', model)).toEqual(answered);
    expect(await world.say('And now?', obedient())).toEqual(answered);
    const edits = (await world.stores.workspace.blockEdits('a', 'human')).toReversed();
    for (const [index, edit] of edits.entries()) expect(edit.before).toBe(edits[index - 1]?.after ?? '');
    return { world, model };
  }

  const replace = (old_content: string, new_content: string) =>
    call('core_memory_replace', { label: 'human', old_content, new_content });

  test('is built upon by what the model adds', async () => {
    const act = (world: World) => world.editBlock('human', 'Name: Grace');
    const { world, model } = await during(remember('Likes tea'), act);
    expect(await world.block('human')).toBe('Name: Grace\nLikes tea');
    expect(lastPrompt(model)).toContain('The person edited this block.');
  });

  test('wins over a call that was written for the text before', async () => {
    const act = (world: World) => world.editBlock('human', 'Call me G.');
    const { world, model } = await during(replace('Name: Ada', 'Name: Ada, likes tea'), act);
    expect(await world.block('human')).toBe('Call me G.');
    expect(lastPrompt(model)).toContain('is not in human. It reads:\\n1: Call me G.');
  });

  test('is not overwritten when another chat is open in the page', async () => {
    const act = (world: World) => world.editBlock('human', 'Name: Grace');
    const { world } = await during(remember('Likes tea'), act);
    expect(await world.block('human')).toBe('Name: Grace\nLikes tea');
  });

  test('is not overwritten when what they did was to undo', async () => {
    const act = async (world: World) => {
      const [edit] = await world.stores.workspace.blockEdits('a', 'human');
      await world.agent.undo({ editId: edit?.id ?? '' });
    };
    const { world } = await during(remember('Likes tea'), act);
    expect(await world.block('human')).toBe('Likes tea');
  });
});

describe('what piles up between two messages', () => {
  test('is told in part when it would fill the window: 200 documents at once', async () => {
    const world = await World.create();
    await world.say('Hello', obedient());
    for (let index = 0; index < 200; index++)
      await world.addDocument(`A long name of report ${index}.pdf`, []);
    expect(await world.say('What came in?', obedient())).toEqual(answered);
  });

  test('is told in part when it would fill the window: 40 edits of a full block', async () => {
    const world = await World.create();
    const model = new ScriptedModel({ windowTokens: 2048, fallback: reply('Yes.') });
    await world.say('Hello', model);
    for (let edit = 0; edit < 40; edit++) await world.editBlock('human', `${edit} ${'x'.repeat(360)}`);
    expect(await world.say('Did you see?', model)).toEqual(answered);
    expect(lastPrompt(model)).toContain(await world.block('human'));
  });

  test('is told in part when a smaller model is loaded', async () => {
    const world = await World.create();
    const texts = Array.from({ length: 5 }, () => 'lighthouse '.repeat(2000));
    await world.addDocument('big.txt', texts);
    const big = new ScriptedModel({
      windowTokens: 32_768,
      script: [call('archival_memory_search', { query: 'lighthouse', page: 1 })],
      fallback: { code: 'lost', message: 'The device was lost.' },
    });
    world.guard = () => {
      // The result was stored with its step; the page dies before the next prompt.
      if (world.steps().length > 0) throw refusal();
    };
    await world.say('Look', big);
    await world.restart();
    const small = new ScriptedModel({ windowTokens: 2048, fallback: reply('Small but here.') });
    expect(await world.say('Hello?', small)).toEqual(answered);
  });
});
