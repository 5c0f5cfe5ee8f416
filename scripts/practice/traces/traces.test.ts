import { beforeAll, describe, expect, it } from 'vitest';
import { measurePractice } from '../../../e2e/bench/measure-practice.ts';
import { parseCall } from '../../../src/kernel/parse-call.ts';
import { Dice } from './dice.ts';
import { evaluationItems, evaluationKinds } from './evaluation-items.ts';
import { makeTokenizerText } from './make-tokenizer-text.ts';
import { playItem } from './play-item.ts';
import { StoryWorld } from './story-world.ts';
import { teach } from './teach.ts';
import { TeacherModel } from './teacher-model.ts';
import { type TrainingExample, trainingExamples } from './training-examples.ts';
import { madeWord, splitOf } from './word-maker.ts';

const countText = (text: string) => Math.ceil(text.length / 3.4) + 4;
const stories = 120;

async function examplesOf(seeds: readonly number[], split: 'training' | 'evaluation' = 'training') {
  const all: TrainingExample[] = [];
  for (const seed of seeds) all.push(...(await trainingExamples(seed, split, countText)));
  return all;
}

const seeds = Array.from({ length: stories }, (_, index) => 500 + index);

describe('trainingExamples', () => {
  let examples: readonly TrainingExample[] = [];
  beforeAll(async () => {
    examples = await examplesOf(seeds);
  });

  it('is the same for the same seed and another for another', async () => {
    const again = await examplesOf(seeds.slice(0, 5));
    expect(again).toEqual(examples.slice(0, again.length));
    expect(await examplesOf([1])).not.toEqual(await examplesOf([2]));
  });

  it('begins with the system message and ends with a reply', () => {
    for (const { messages } of examples) {
      expect(messages[0]?.role).toBe('system');
      expect(messages.at(-1)?.role).toBe('assistant');
    }
  });

  it('holds whole calls alone, and no failure but the ones that were meant', () => {
    const replies = examples.flatMap(({ messages }) => messages.filter(({ role }) => role === 'assistant'));
    expect(replies.length).toBeGreaterThan(4 * stories);
    for (const { content } of replies) expect(parseCall(content)).toMatchObject({ ok: true });
    const failures = examples
      .flatMap(({ messages }) => messages)
      .filter(
        ({ content }) => content.includes('"status":"Failed"') && !content.includes('index is being built'),
      );
    expect(failures).toEqual([]);
  });

  it('leaves out of the loss what is wrong for the prompt it stands in', () => {
    const judged = examples.flatMap(({ messages }) =>
      messages.flatMap(({ role, content, loss }, index) =>
        role === 'assistant' ? [{ isRight: teach(messages.slice(0, index)) === content, loss }] : [],
      ),
    );
    expect(judged.some(({ isRight }) => !isRight)).toBe(true);
    for (const { isRight, loss } of judged) expect(loss).toBe(isRight ? undefined : false);
  });

  it('fits the window, and flushes it now and then', async () => {
    for (const { messages } of examples) {
      const tokens = messages.reduce((sum, { role, content }) => sum + countText(role + content), 0);
      expect(tokens).toBeLessThan(2048);
    }
    expect(
      examples.some(({ messages }) => messages.some(({ content }) => content.includes('"summarize"'))),
    ).toBe(true);
  });

  it('holds words of its split alone', async () => {
    expect(splitsIn(examples)).toEqual(new Set(['training']));
    expect(splitsIn(await examplesOf([7, 8], 'evaluation'))).toEqual(new Set(['evaluation']));
  });
});

function splitsIn(examples: readonly TrainingExample[]): Set<string> {
  const text = examples.flatMap(({ messages }) => messages.map(({ content }) => content)).join('\n');
  return new Set([...text.matchAll(madeWord)].map(([word]) => splitOf(word)));
}

describe('makeTokenizerText', () => {
  it('holds no made word', async () => {
    const text = await makeTokenizerText(3, 20);
    expect(text).toContain('core_memory_append');
    expect(text.match(madeWord)).toBeNull();
  });
});

describe('the teacher in the kernel', () => {
  const start = { readsAhead: false, time: 0, timeZone: 'UTC', labels: { passages: 0, messages: 0 } };

  it('saves, corrects, and answers in a new chat', async () => {
    const world = new StoryWorld({ ...start, core: ['Town: Dokes'] }, new Dice(1));
    const teacher = new TeacherModel(countText);
    await world.say('My name is Bilan.', teacher);
    expect(world.core()).toEqual(['Town: Dokes', 'Name: Bilan']);
    await world.say('No, that is wrong. My name is Tuvel.', teacher);
    expect(world.core()).toEqual(['Town: Dokes', 'Name: Tuvel']);
    world.beginChat();
    await world.say('Who am I?', teacher);
    expect(teacher.epochs.at(-1)?.at(-1)?.content).toContain('"Your name is Tuvel."');
  });

  it('searches before it says that it does not know', async () => {
    const world = new StoryWorld({ ...start, core: [] }, new Dice(1));
    await world.say('What is my dog called?', new TeacherModel(countText));
    expect(world.steps.map((step) => step.functionName)).toEqual(['conversation_search', 'send_message']);
  });
});

describe('measurePractice', () => {
  it('gives the teacher full marks, in calls, answers, sources and summaries', async () => {
    const teacher = new TeacherModel(countText);
    const figures = await measurePractice(teacher, { items: 2, conversations: 2, now: () => 0 });
    expect(figures).toMatchObject({
      'practice.valid_calls': 1,
      'practice.core_memory': 1,
      'practice.recall_after_eviction': 1,
      'practice.archival_one_row': 1,
      'practice.archival_five_rows': 1,
      'practice.nested_two': 1,
      'practice.cited': 1,
      'practice.summaries': 1,
      'models.cut_share': 0,
      // The teacher has no cache: all is read each time.
      'models.cpu_prefill_reuse': 1,
    });
  });
});

describe('evaluationItems', () => {
  it.each(evaluationKinds)('%s: the teacher answers every item, and cites what tells it', async (kind) => {
    for (const item of evaluationItems(kind, kind === 'recall_after_eviction' ? 10 : 50)) {
      const { exact, cited, answer } = await playItem(item, new TeacherModel(countText), () => 0);
      expect({ exact, cited, answer }).toEqual({ exact: true, cited: true, answer: item.answer });
    }
  });

  it('asks for evicted facts after fifty messages and finds them by search', async () => {
    const [item] = evaluationItems('recall_after_eviction', 1);
    if (!item) throw new Error('There is no item.');
    const { completions } = await playItem(item, new TeacherModel(countText), () => 0);
    const [search, reply] = completions
      .slice(-2)
      .map(({ result }) => (result.ok ? result.completion.text : ''));
    expect(search).toContain('conversation_search');
    expect(reply).toContain('"sources":["m');
    expect(completions.length).toBeGreaterThan(25);
  });

  it('shows five rows that read alike, the right one anywhere among them', async () => {
    const places = new Set<number>();
    for (const item of evaluationItems('archival_five_rows', 20)) {
      const { completions } = await playItem(item, new TeacherModel(countText), () => 0);
      const rows = (completions.at(-1)?.messages.at(-1)?.content ?? '').split('\\n').slice(1);
      expect(rows).toHaveLength(5);
      places.add(rows.findIndex((row) => row.includes(item.answer)));
    }
    expect([...places].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it('holds no word that training may hold', () => {
    const text = JSON.stringify(evaluationKinds.map((kind) => evaluationItems(kind, 50)));
    const words = [...text.matchAll(madeWord)].map(([word]) => word);
    expect(words.length).toBeGreaterThan(1000);
    expect(words.filter((word) => splitOf(word) === 'training')).toEqual([]);
  });

  it('marks a model that answers from nowhere', async () => {
    const guesser = new TeacherModel(countText);
    const reply = JSON.stringify({
      function: 'send_message',
      arguments: { message: 'The code of Bilan is Dokes.', sources: ['d1'] },
    });
    const complete = async () => ({
      ok: true as const,
      completion: { text: reply, finish: 'stop' as const, prefilledTokens: 1, completionTokens: 1 },
    });
    for (const kind of evaluationKinds.filter((it) => it !== 'recall_after_eviction')) {
      const [item] = evaluationItems(kind, 1);
      if (!item) throw new Error('There is no item.');
      const model = Object.assign(Object.create(guesser), {
        complete,
        countTokens: guesser.countTokens.bind(guesser),
      });
      expect(await playItem(item, model, () => 0)).toMatchObject({ exact: false, cited: false });
    }
  });
});
