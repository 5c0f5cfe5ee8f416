import { describe, expect, test } from 'vitest';
import { call, reply } from './agent.fixture.ts';
import { ScriptedModel } from './scripted-model.fixture.ts';
import { fillWindow, lastEvents, lastPrompt, tellStory } from './story.fixture.ts';
import { World } from './world.fixture.ts';

/*
 * The paper's worked examples (arXiv 2310.08560v2) as scripted stories: the same steps in the same order, in
 * words of our own. The system reads nothing ahead here, because in the paper it did not.
 */

const readsAhead = () => false;
const remember = (content: string) => call('core_memory_append', { label: 'human', content });
const summarize = (summary: string) =>
  JSON.stringify({
    thought: 'done',
    function: 'summarize',
    arguments: { summary, keep: [], reflections: [] },
  });

describe('figure 1: memory pressure', () => {
  test('the alert leads to two core-memory writes, before anything leaves the window', async () => {
    const world = await World.create({ readsAhead });
    const model = new ScriptedModel();
    world.time = Date.parse('2024-02-07T18:00:00Z');
    await fillWindow(world, model, 10, reply('And how did today go?'));
    const told = 'lovely, my boyfriend james made me a cake for my birthday today! '.repeat(6).trim();
    model.play(
      reply('Many happy returns!'),
      remember('Birthday is February 7'),
      remember('Boyfriend named James'),
      summarize('They talked about the day.'),
    );
    await world.talk(told, model);

    const story = await tellStory(world);
    expect(story.slice(story.indexOf(`person: ${told}`))).toEqual([
      `person: ${told}`,
      'event: memory_pressure',
      'agent: Many happy returns!',
      'event: memory_turn',
      'call: core_memory_append("human", "Birthday is February 7")',
      'result: human now reads:',
      'call: core_memory_append("human", "Boyfriend named James")',
      'result: human now reads:',
      'call: summarize("They talked about the day.", [], [])',
    ]);
    expect(await world.block('human')).toBe('Birthday is February 7\nBoyfriend named James');

    for (let turn = 0; lastPrompt(model).includes(told) && turn < 60; turn++) {
      model.play(reply('Go on. '.repeat(30)));
      await world.say(`More ${turn}: ${'and so on '.repeat(20)}`, model);
    }
    expect(lastPrompt(model)).not.toContain(told);
    expect(model.prompts.at(-1)?.[0]?.content).toContain(
      '1: Birthday is February 7\n2: Boyfriend named James',
    );
    const order = world.traces.flatMap(({ type }) =>
      type === 'block-changed' || type === 'flush' ? [type] : [],
    );
    expect(order.slice(0, 3)).toEqual(['block-changed', 'block-changed', 'flush']);
  });
});

describe('figure 2: recall storage', () => {
  test('a search brings back what left the window, dated, newest first, and the reply rests on it', async () => {
    const world = await World.create({ readsAhead });
    const model = new ScriptedModel({ windowTokens: 2048 });
    for (const [day, text] of [
      ['2023-10-12', 'james and I first met each other at six flags'],
      ['2024-01-14', 'been at six flags hundred times and love it'],
      ['2024-01-24', 'haha sure we all went to six flags then'],
    ]) {
      world.time = Date.parse(`${day}T12:00:00Z`);
      model.play(reply('I see.'));
      await world.say(text ?? '', model);
    }
    world.time = Date.parse('2024-02-07T18:00:00Z');
    for (let turn = 0; !world.traces.some((trace) => trace.type === 'flush'); turn++) {
      model.play(reply('Did the birthday go on?'));
      await world.say(`Turn ${turn}: ${'one more thing '.repeat(25)}`, model);
    }
    expect(lastPrompt(model)).not.toMatch(/first met|hundred times|we all went/);

    const search = call('conversation_search', { query: 'six flags', page: 1 });
    model.play(search, reply('With James? How sweet that you two met there!', ['m2']));
    expect(await world.say('yes, we went to six flags!', model)).toEqual({ type: 'answered' });

    expect((await tellStory(world)).slice(-4)).toEqual([
      'person: yes, we went to six flags!',
      'call: conversation_search("six flags", 1)',
      'result: Showing 1–3 of 3, page 1/1',
      'agent: With James? How sweet that you two met there!',
    ]);
    const [result] = lastEvents(model);
    const found = result?.message?.replace(/<\/?x\d+x>/g, '');
    expect(found?.split('\n').map((line) => line.replace(/^\[m\d+\] /, ''))).toEqual([
      'Showing 1–3 of 3, page 1/1',
      'Wed 24 Jan 2024, 12:00 (2 weeks ago), the person: haha sure we all went to six flags then',
      'Sun 14 Jan 2024, 12:00 (3 weeks ago), the person: been at six flags hundred times and love it',
      'Thu 12 Oct 2023, 12:00 (3 months ago), the person: james and I first met each other at six flags',
    ]);
  });
});

describe('figure 4: core memory', () => {
  test('a fact that changed is replaced in the block, and every later prompt holds the new one', async () => {
    const world = await World.create({ readsAhead });
    const model = new ScriptedModel({
      script: [remember('Birthday is February 7'), remember('Boyfriend named James'), reply('Noted.')],
    });
    world.time = Date.parse('2024-02-07T12:00:00Z');
    await world.say('I turned thirty, and james baked', model);
    world.time = Date.parse('2024-02-14T12:00:00Z');
    model.play(reply('How is James? Anything planned?'));
    await world.say('hello', model);
    const replace = {
      label: 'human',
      old_content: 'Boyfriend named James',
      new_content: 'Ex-boyfriend named James',
    };
    model.play(call('core_memory_replace', replace, 'they parted'), reply('I am sorry. Are you all right?'));
    await world.say('james and i are no longer together', model);

    expect((await tellStory(world)).slice(-5)).toEqual([
      'agent: How is James? Anything planned?',
      'person: james and i are no longer together',
      'call: core_memory_replace("human", "Boyfriend named James", "Ex-boyfriend named James")',
      'result: human now reads:',
      'agent: I am sorry. Are you all right?',
    ]);
    expect(lastEvents(model)[0]?.message).toBe(
      'human now reads:\n1: Birthday is February 7\n2: Ex-boyfriend named James',
    );
    expect(await world.block('human')).toBe('Birthday is February 7\nEx-boyfriend named James');
    const [edit] = await world.stores.workspace.blockEdits('a', 'human');
    expect(edit).toMatchObject({
      by: 'model',
      reason: 'they parted',
      before: 'Birthday is February 7\nBoyfriend named James',
      after: 'Birthday is February 7\nEx-boyfriend named James',
    });
    await world.restart();
    const later = new ScriptedModel({ script: [reply('Hello.')] });
    await world.say('hello again', later);
    expect(later.prompts[0]?.[0]?.content).toContain('2: Ex-boyfriend named James');
  });
});

describe('figure 6: document question answering', () => {
  test('archival is searched page by page until the answer is there, and the reply cites it', async () => {
    const world = await World.create({ readsAhead });
    const texts = Array.from(
      { length: 124 },
      (_, index) => `Nobel physics essay number ${index} by some other author.`,
    );
    texts[6] = 'Nobel physics award of 1901 to Wilhelm Conrad Rontgen.';
    await world.addDocument('wikipedia.txt', texts);
    const search = (page: number) => call('archival_memory_search', { query: 'nobel physics', page });
    /** Reads the result that it was shown, and turns the page as long as the answer is not on it. */
    const model = new ScriptedModel({
      script: [search(1)],
      fallback: ({ messages }) => {
        const shown = messages.at(-1)?.content ?? '';
        const label = /\[(d\d+)\][^[]*Wilhelm/.exec(shown)?.[1];
        if (label) return reply('Wilhelm Conrad Rontgen', [label]);
        return search(Number(/page (\d+)\/25/.exec(shown)?.[1]) + 1);
      },
    });
    expect(await world.say('Who was the first to win the Nobel Prize in physics?', model)).toEqual({
      type: 'answered',
    });

    expect(await tellStory(world)).toEqual([
      'event: document_added wikipedia.txt',
      'event: documents',
      'person: Who was the first to win the Nobel Prize in physics?',
      'call: archival_memory_search("nobel physics", 1)',
      'result: Showing 1–5 of 124, page 1/25',
      'call: archival_memory_search("nobel physics", 2)',
      'result: Showing 6–10 of 124, page 2/25',
      'agent: Wilhelm Conrad Rontgen',
    ]);
    const answer = (await world.path()).at(-1)?.parts[0];
    expect(answer?.type === 'call' && answer.citations).toMatchObject([
      { documentName: 'wikipedia.txt', page: 7, text: texts[6] },
    ]);
  });
});

describe('figure 8: nested key-value retrieval', () => {
  test('each value is looked up as a key, until a query finds one pair alone', async () => {
    const world = await World.create({ readsAhead });
    const uuids = makeUuids(280);
    const pairs = Array.from({ length: 140 }, (_, index) => ({
      key: uuids[2 * index] ?? '',
      value: uuids[2 * index + 1] ?? '',
    }));
    const [first, second] = [pairs[97], pairs[41]];
    if (!first || !second) throw new Error('There are 140 pairs.');
    first.value = second.key;
    await world.addDocument(
      'pairs.txt',
      pairs.map(({ key, value }) => `Key: ${key}, Value: ${value}`),
    );
    const search = (query: string) => call('archival_memory_search', { query, page: 1 });
    /** Follows the pair that it was shown, and answers once the last query was no key. */
    const model = new ScriptedModel({
      script: [search(first.key)],
      fallback: ({ messages }) => {
        const asked = JSON.parse(messages.at(-2)?.content ?? '{}').arguments.query;
        const found = new RegExp(`Key: ${asked}, Value: (\\S{36})`).exec(messages.at(-1)?.content ?? '');
        return found?.[1] ? search(found[1]) : reply(asked);
      },
    });
    const outcome = await world.say(`Find the value for key ${first.key}`, model);

    expect(outcome).toEqual({ type: 'answered' });
    expect(await tellStory(world)).toEqual([
      'event: document_added pairs.txt',
      'event: documents',
      `person: Find the value for key ${first.key}`,
      `call: archival_memory_search("${first.key}", 1)`,
      'result: Showing 1–1 of 1, page 1/1',
      `call: archival_memory_search("${second.key}", 1)`,
      'result: Showing 1–2 of 2, page 1/1',
      `call: archival_memory_search("${second.value}", 1)`,
      'result: Showing 1–1 of 1, page 1/1',
      `agent: ${second.value}`,
    ]);
    expect(world.steps().map((step) => step.heartbeat)).toEqual([true, true, true, false]);
    const results = model.prompts.map((prompt) => JSON.parse(prompt.at(-1)?.content.split('\n')[0] ?? '{}'));
    expect(results[2].message).toContain(`Key: ${second.key}, Value: ${second.value}`);
    expect(results[2].message).toContain(`Key: ${first.key}, Value: ${second.key}`);
    expect(results[3].message).toContain(`Key: ${second.key}, Value: ${second.value}`);
  });
});

/** Version 4 by form; the same at every run. */
function makeUuids(count: number): string[] {
  let state = 1;
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return (state >>> 28).toString(16);
    }).join('');
  return Array.from({ length: count }, () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`);
}
