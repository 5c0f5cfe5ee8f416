import { describe, expect, test } from 'vitest';
import { call, reply } from './agent.fixture.ts';
import { DenseModel } from './dense-model.fixture.ts';
import { RESULT_PAGE_SIZE } from './format-hits.ts';
import type { LanguageModel } from './language-model.ts';
import { ScriptedModel, type ScriptedStep } from './scripted-model.fixture.ts';
import { fillWindow, lastEvents } from './story.fixture.ts';
import { systemInstructions } from './system-instructions.ts';
import type { Trace } from './trace.ts';
import { World } from './world.fixture.ts';

/*
 * The defects of MemGPT and Letta that our study of their code and issues found, numbered as there. Each test
 * says what was wrong there and holds here.
 */

const readsAhead = () => false;

function search(page: number, query = 'lighthouse'): string {
  return call('archival_memory_search', { query, page });
}

function recall(page: number, query = 'lighthouse'): string {
  return call('conversation_search', { query, page });
}

/** What the model was shown by the function results that came with its prompts, in order, without their marks. */
function results(model: ScriptedModel): string[] {
  return model.prompts
    .flatMap((prompt) => (prompt.at(-1)?.content ?? '').split('\n'))
    .map((line) => JSON.parse(line))
    .filter((line) => line.type === 'function_result')
    .map((line) => unmarked(String(line.message)));
}

function unmarked(text: string): string {
  return text.replace(/<\/?x\d+x>/g, '');
}

async function ask(world: World, script: readonly ScriptedStep[], windowTokens = 16_384) {
  const model = new ScriptedModel({ script: [...script, reply('So it is.')], windowTokens });
  expect(await world.say('Look it up', model)).toEqual({ type: 'answered' });
  return results(model);
}

/** A world whose archival holds 23 passages about lighthouses. */
async function lighthouses(): Promise<World> {
  const world = await World.create({ readsAhead });
  await world.addDocument(
    'lights.txt',
    Array.from({ length: 23 }, (_, index) => `The lighthouse of harbour ${letters(index)} stands.`),
  );
  return world;
}

/** A world in whose other chat the person spoke of lighthouses 12 times, a day apart. */
async function spokenOf(): Promise<World> {
  const world = await World.create({ readsAhead });
  const model = new ScriptedModel({ fallback: reply('I see.'), windowTokens: 16_384 });
  for (let day = 1; day <= 12; day++) {
    world.time = Date.parse(`2026-10-${String(day).padStart(2, '0')}T09:00:00Z`);
    const event = {
      type: 'user_message',
      text: `lighthouse of day ${letters(day)}`,
      at: world.time,
    } as const;
    await world.handle(await world.agent.receive('c2', event), model);
  }
  world.time = Date.parse('2026-11-20T12:00:00Z');
  return world;
}

/** A name without digits, so that each stands for one place alone. */
function letters(index: number): string {
  return `x${'abcdefghijklmnopqrstuvwxyz'[index] ?? ''}x`;
}

const named = (texts: readonly string[]) => texts.flatMap((text) => text.match(/x[a-z]x/g) ?? []);
const headers = (texts: readonly string[]) => texts.map((text) => text.split('\n')[0]);
const flushes = ({ traces }: World) =>
  traces.flatMap((trace) => (trace.type === 'flush' ? [trace] : [])) as Extract<Trace, { type: 'flush' }>[];
const total = async (model: LanguageModel, prompt: Parameters<LanguageModel['countTokens']>[0]) =>
  (await model.countTokens(prompt)).reduce((sum, it) => sum + it, 0);

describe('D1 to D4: result pages', () => {
  test('D1: a page began as many hits in as its number; here each page begins where the last one ended', async () => {
    const world = await lighthouses();
    const shown = await ask(world, [search(1), search(2), search(3), search(4), search(5)]);
    expect(headers(shown)).toEqual([
      'Showing 1–5 of 23, page 1/5',
      'Showing 6–10 of 23, page 2/5',
      'Showing 11–15 of 23, page 3/5',
      'Showing 16–20 of 23, page 4/5',
      'Showing 21–23 of 23, page 5/5',
    ]);
    expect(new Set(named(shown)).size).toBe(23);
    expect(named(shown).length).toBe(23);
  });

  test('D2: the total was the length of the page, "page 0/0"; here every page tells the true total', async () => {
    const shown = await ask(await lighthouses(), [search(1), search(5), search(99)]);
    for (const header of headers(shown)) expect(header).toMatch(/^Showing \d+–\d+ of 23, page \d\/5$/);
    expect(headers(shown).at(-1)).toBe('Showing 21–23 of 23, page 5/5');
    const said = await ask(await spokenOf(), [recall(1), recall(3)]);
    expect(headers(said)).toEqual(['Showing 1–5 of 12, page 1/3', 'Showing 11–12 of 12, page 3/3']);
  });

  test('D3: recall skipped its first page and gave back all the rest; here its pages are one order', async () => {
    const world = await spokenOf();
    const { hits } = await world.search.recall({ text: 'lighthouse', page: 1, pageSize: 12 });
    const shown = await ask(world, [recall(1), recall(2), recall(3)]);
    expect(named(shown)).toEqual(named(hits.map(({ message }) => message.text)));
    const dates = (page: number) =>
      call('conversation_search_date', { start_date: '2026-10-02', end_date: '2026-10-08', page });
    const spans = await ask(world, [dates(1), dates(2)]);
    // The agent's own words of those days are found as well.
    expect(headers(spans)).toEqual(['Showing 1–5 of 14, page 1/3', 'Showing 6–10 of 14, page 2/3']);
    expect(named(spans)).toEqual([8, 7, 6, 5, 4].map(letters));
  });

  test('D4: every hit in recall failed for want of its time; here each carries the time, and how long ago', async () => {
    const world = await spokenOf();
    const [shown = ''] = await ask(world, [recall(1)]);
    const lines = shown.split('\n').slice(1);
    expect(lines.length).toBe(RESULT_PAGE_SIZE);
    for (const line of lines)
      expect(line).toMatch(
        /^\[m\d+\] \w{3} \d+ Oct 2026, 09:00 \((?:1 month|\d+ weeks?) ago\), the person: lighthouse/,
      );
  });
});

describe('D5 to D7: what a search finds', () => {
  test('D5: a note bore the time of the search; here it bears the time of its writing', async () => {
    const world = await World.create({ readsAhead });
    world.time = Date.parse('2026-10-30T08:15:00Z');
    await ask(world, [call('archival_memory_insert', { content: 'The lighthouse was painted.' })]);
    for (const day of ['2026-11-20', '2027-11-20']) {
      world.time = Date.parse(`${day}T12:00:00Z`);
      const found = await world.search.archival({ text: 'lighthouse', page: 1, pageSize: 5 });
      expect(new Date(found.hits[0]?.passage.createdAt ?? 0).toISOString()).toMatch(/^2026-10-30T08:15/);
      await world.restart();
    }
    world.time = Date.parse('2026-11-20T12:00:00Z');
    const [shown = ''] = await ask(world, [search(1)]);
    expect(shown).toContain('Fri 30 Oct 2026, 08:15 (3 weeks ago)');
  });

  test('D6: what was inserted stayed unseen by a search made before; here the same search finds it', async () => {
    const world = await lighthouses();
    const insert = call('archival_memory_insert', { content: 'Lighthouse lighthouse keeper xzx.' });
    const before = await ask(world, [search(1), insert]);
    expect(headers(before)[0]).toBe('Showing 1–5 of 23, page 1/5');
    const after = await ask(world, [search(1)]);
    const [header, first] = after[0]?.split('\n') ?? [];
    expect(header).toBe('Showing 1–5 of 24, page 1/5');
    expect(first).toContain('xzx');
  });

  test('D7: searches found their own results, nested ever deeper; here only what was said is found', async () => {
    const world = await lighthouses();
    for (let turn = 0; turn < 4; turn++) await ask(world, [recall(1), search(1)]);
    const thinking = call('conversation_search', { query: 'harbour', page: 1 }, 'the lighthouse, again');
    await ask(world, [thinking, call('archival_memory_insert', { content: 'A lighthouse note.' })]);
    const { total, hits } = await world.search.recall({ text: 'lighthouse', page: 1, pageSize: 5 });
    expect([total, hits]).toEqual([0, []]);
    const said = await world.search.recall({ text: 'look it up', page: 1, pageSize: 5 });
    expect(said.total).toBe(5);
    expect((await world.search.recall({ text: 'function_result', page: 1, pageSize: 5 })).total).toBe(0);
  });
});

describe('D8 to D11: a full window', () => {
  test('D8: an engine that reports no usage never brought the alert; here the system counts for itself', async () => {
    const world = await World.create({ readsAhead });
    const silent = { text: reply('I see.'), prefilledTokens: 0, completionTokens: 0 };
    const model = new ScriptedModel({ fallback: silent, windowTokens: 2048 });
    for (let turn = 0; turn < 40 && flushes(world).length === 0; turn++)
      await world.say(`Turn ${turn} ${'word '.repeat(30)}`, model);
    expect(JSON.stringify(model.prompts)).toContain('memory_pressure');
    expect(flushes(world).length).toBe(1);
  });

  test('D9: summarising went round from 6 messages to 6; here each flush frees half of the queue', async () => {
    for (const windowTokens of [2048, 4096]) {
      const world = await World.create({ readsAhead });
      // Few and long messages, as in the thread that reported it.
      const model = new ScriptedModel({ fallback: reply('word '.repeat(windowTokens / 8)), windowTokens });
      for (let turn = 0; turn < 12; turn++)
        expect(await world.talk(`Turn ${turn} ${'word '.repeat(windowTokens / 8)}`, model)).toEqual({
          type: 'answered',
        });
      expect(flushes(world).length).toBeGreaterThan(2);
      for (const { evicted, tokensBefore, tokensAfter } of flushes(world)) {
        expect(evicted).toBeGreaterThan(0);
        expect(tokensAfter).toBeLessThan(tokensBefore);
      }
    }
  });

  test('D10: a search result overflowed the window; here it is cut to its share and the rest can be read on', async () => {
    const texts = ['plain words ', '"quoted" \\ ', '\u0007\u001B', '漢字。', '🎈', '1234567 '];
    for (const model of [new ScriptedModel({ windowTokens: 2048 }), new DenseModel({ windowTokens: 2048 })]) {
      const world = await World.create({ readsAhead });
      for (const text of texts)
        await world.addDocument('big.txt', [`lighthouse ${text.repeat(20_000 / text.length)}`]);
      for (let turn = 0; turn < 4; turn++) {
        const readOn: ScriptedStep = ({ messages }) => {
          const label = /\[(d\d+)\]/.exec(messages.at(-1)?.content ?? '')?.[1] ?? '';
          return call('memory_read', { label, page: 1 });
        };
        model.play(search(1), readOn, reply('Read.'));
        expect(await world.say(`Look it up ${turn}`, model)).toEqual({ type: 'answered' });
      }
      for (const { messages, maxTokens } of model.requests)
        expect((await total(model, messages)) + maxTokens).toBeLessThanOrEqual(2048);
      expect(headers(results(model)).slice(0, 2)).toEqual([
        'Showing 1–5 of 6, page 1/2',
        'Showing 1–1 of 1, page 1/1',
      ]);
    }
  });

  test.each([
    ['words', 'word '],
    ['quotes', '"\\'],
    ['control characters', '\u0001'],
    ['emoji', '🎈'],
    ['lone surrogates', '\uD83D'],
    ['digits', '4711 '],
  ])(
    'D11: a message larger than the window killed the agent; here %s are answered and kept whole',
    async (_, text) => {
      for (const Model of [ScriptedModel, DenseModel]) {
        const world = await World.create();
        const model = new Model({ fallback: reply('Long.') });
        const said = text.repeat(40_000 / text.length);
        expect(await world.say(said, model)).toEqual({ type: 'answered' });
        expect((await world.path())[0]?.text).toBe(said);
        expect(await world.say('And now?', model)).toEqual({ type: 'answered' });
      }
    },
  );
});

describe('D12 to D16: Letta', () => {
  test('D12: the documented page size was 10, the real one 5; here there is one size and nothing claims another', async () => {
    const world = await lighthouses();
    const [shown = ''] = await ask(world, [search(1)]);
    expect(shown.split('\n').length - 1).toBe(RESULT_PAGE_SIZE);
    expect(systemInstructions('full')).not.toMatch(/\b\d+ (?:hits|results|per page)/);
  });

  test('D13: output counted towards the trigger and compacted twice; here one flush is enough', async () => {
    const world = await World.create({ readsAhead });
    const model = new ScriptedModel();
    await fillWindow(world, model, -500, reply('I see.'));
    expect(flushes(world)).toEqual([]);
    // The longest reply that fits: the prompt before it was below the mark of the flush.
    model.play(reply('word '.repeat(700)));
    await world.say('Tell me everything', model);
    expect(flushes(world)).toEqual([]);
    for (const text of ['Short', 'Shorter']) {
      model.play(reply('Yes.'));
      await world.say(text, model);
      expect(flushes(world).length).toBe(1);
    }
    const summary = (await world.stores.memory.conversation('c'))?.summary;
    expect(summary?.messages).toBe(flushes(world)[0]?.evicted);
  });

  test('D14: tokens were guessed by bytes; here the model’s own tokenizer decides, and nothing overflows', async () => {
    for (const text of ['語', 'ع', '🎈', '8']) {
      const world = await World.create();
      const model = new DenseModel({ windowTokens: 2048, fallback: reply(text.repeat(24 / text.length)) });
      for (let turn = 0; turn < 40; turn++) {
        const said = text.repeat((turn % 5 === 4 ? 200 : 40) / text.length);
        expect(await world.talk(said, model)).toEqual({ type: 'answered' });
      }
      for (const { messages, maxTokens } of model.requests)
        expect((await total(model, messages)) + maxTokens).toBeLessThanOrEqual(2048);
      expect(flushes(world).length).toBeGreaterThan(1);
      const filled = (await world.path())
        .flatMap((message) => message.parts)
        .flatMap((part) => (part.type === 'memory_pressure' ? [part.filled] : []));
      expect(filled.length).toBeGreaterThan(0);
      for (const tokens of filled) expect(tokens).toBeGreaterThanOrEqual(Math.round(0.7 * 2048));
    }
  });

  test('D15: only a completed step compacted; here a model that always fails is still given a prompt that fits', async () => {
    const world = await World.create({ readsAhead });
    const failing = new ScriptedModel({ fallback: { code: 'rejected', message: 'Too slow.' } });
    for (let turn = 0; turn < 30; turn++)
      expect(await world.say(`Turn ${turn} ${'word '.repeat(100)}`, failing)).toEqual({
        type: 'failed',
        message: 'Too slow.',
      });
    expect(flushes(world).length).toBeGreaterThan(0);
    for (const { messages, maxTokens } of failing.requests)
      expect((await total(failing, messages)) + maxTokens).toBeLessThanOrEqual(4096);
    expect(await world.say('Now?', new ScriptedModel({ script: [reply('Now.')] }))).toEqual({
      type: 'answered',
    });
  });

  test.each([2048, 4096, 8192, 32_768])(
    'D16: compaction never came for a local model; here a window of %i is watched',
    async (windowTokens) => {
      const world = await World.create({ readsAhead });
      const fallback = reply('word '.repeat(windowTokens / 20));
      const model = new ScriptedModel({ windowTokens, modelId: 'my-own-7b', fallback });
      for (let turn = 0; turn < 20 && flushes(world).length === 0; turn++)
        await world.say(`Turn ${turn} ${'word '.repeat(windowTokens / 20)}`, model);
      const alerted = model.prompts.filter((prompt) => prompt.at(-1)?.content.includes('memory_pressure'));
      expect(alerted.length).toBe(1);
      const [flush] = flushes(world);
      expect(flush?.tokensBefore).toBeLessThanOrEqual(windowTokens);
      expect(flush?.tokensAfter).toBeLessThan(0.7 * windowTokens);
      expect(lastEvents(model)[0]?.type).toBe('user_message');
    },
  );
});
