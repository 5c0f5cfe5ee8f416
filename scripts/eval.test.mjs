import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitSet } from '../e2e/eval/limit-set.ts';
import { readAskedPassages } from '../e2e/eval/read-asked-passages.ts';
import { readLocomo } from '../e2e/eval/read-locomo.ts';
import { readNestedKv } from '../e2e/eval/read-nested-kv.ts';
import { readPassageSet } from '../e2e/eval/read-passage-set.ts';
import { allGoldAt, recallAt } from '../e2e/eval/score-ranking.ts';
import { TextVectors } from '../e2e/eval/text-vectors.ts';
import { evals, measureOn, readEvalArguments } from './eval.mjs';

describe('readEvalArguments', () => {
  it('reads what is measured, on what, and how', () => {
    const args = 'retrieval --data d --json f --cache c --limit 20 --sets nq,locomo --fusion'.split(' ');
    expect(readEvalArguments(args)).toEqual({
      module: evals.retrieval,
      data: 'd',
      json: 'f',
      cache: 'c',
      options: { limit: 20, sets: ['nq', 'locomo'], fusion: true },
    });
    expect(readEvalArguments(['retrieval', '--data', 'd'])).toEqual({
      module: evals.retrieval,
      data: 'd',
      json: null,
      cache: null,
      options: { limit: null, sets: null, fusion: false },
    });
  });

  it.each([
    '',
    'retrieval',
    '--data d',
    'toString --data d',
    'retrieval more --data d',
    'retrieval --data',
    'retrieval --data d --limit 0',
    'retrieval --data d --limit some',
    'retrieval --data d --jsn f',
  ])('says how it is used when given: %s', (args) => {
    expect(() => readEvalArguments(args.split(' ').filter(Boolean))).toThrow('Usage: npm run eval');
  });

  it('names modules that are there', () => {
    for (const module of Object.values(evals)) expect(existsSync(module)).toBe(true);
  });
});

describe('scores of a ranking', () => {
  const ranked = ['a', 'b', 'c', 'd'];

  it('counts the share of gold among the first', () => {
    expect(recallAt(ranked, ['b'], 1)).toBe(0);
    expect(recallAt(ranked, ['b'], 2)).toBe(1);
    expect(recallAt(ranked, ['b', 'd', 'x', 'y'], 4)).toBe(0.5);
    expect(recallAt([], ['b'], 4)).toBe(0);
    // A ranking that repeats itself earns nothing by it.
    expect(recallAt(['a', 'a'], ['a', 'b'], 2)).toBe(0.5);
  });

  it('counts a question only when all gold is there', () => {
    expect(allGoldAt(ranked, ['a', 'd'], 3)).toBe(0);
    expect(allGoldAt(ranked, ['a', 'd'], 4)).toBe(1);
  });
});

/** @param {readonly [id: string, speaker: string, text: string]} said */
const turn = (...[id, speaker, text]) => ({ id, speaker, text });
const category = 'single-hop';
const locomo = {
  samples: [
    {
      id: 'c1',
      sessions: [
        {
          iso: '2023-05-08T13:56:00',
          turns: [
            { ...turn('D1:1', 'Ada', 'My sister adopted a tortoise.'), caption: 'a photo of a tortoise' },
            turn('D1:2', 'Ben', 'What is it called?'),
            turn('D1:3', 'Ada', 'Gottlieb, after the philosopher.'),
          ],
        },
        { iso: '2023-06-01T09:00:00', turns: [turn('D2:1', 'Ben', 'I repaired the boiler myself.')] },
      ],
      qa: [
        { question: 'Who adopted a tortoise?', evidence: ['D1:1', 'D1:3'], category },
        { question: 'What did Ada repair?', evidence: ['D2:1'], category: 'adversarial' },
        { question: 'What does nobody say?', evidence: [], category },
      ],
    },
  ],
};
const kv = {
  bases: {
    one: [
      ['5f0c1b52-1111-4a4a-8c8c-000000000001', '5f0c1b52-2222-4a4a-8c8c-000000000002'],
      ['5f0c1b52-3333-4a4a-8c8c-000000000003', '5f0c1b52-4444-4a4a-8c8c-000000000004'],
    ],
  },
  items: [
    {
      base: 'one',
      overrides: [[0, '5f0c1b52-3333-4a4a-8c8c-000000000003']],
      chain: ['5f0c1b52-1111-4a4a-8c8c-000000000001', '5f0c1b52-3333-4a4a-8c8c-000000000003'],
    },
  ],
};
const passages = [
  { id: 'p1', title: 'Boiler', text: 'A vessel in which water is heated.' },
  { id: 'p2', title: 'Tortoise', text: 'The tortoise is a reptile with a shell.' },
];
const questions = [{ question: 'which reptile has a shell', gold: ['p2'] }];
const lines = (/** @type {readonly object[]} */ rows) => rows.map((row) => JSON.stringify(row)).join('\n');

describe('the data sets', () => {
  it('reads turns of LoCoMo as messages, in the order of their times', () => {
    const [task] = readLocomo(JSON.stringify(locomo));
    expect(task?.texts.map(({ id, text }) => [id, text])).toEqual([
      ['D1:1', 'Ada: My sister adopted a tortoise. [shared a photo of a tortoise]'],
      ['D1:2', 'Ben: What is it called?'],
      ['D1:3', 'Ada: Gottlieb, after the philosopher.'],
      ['D2:1', 'Ben: I repaired the boiler myself.'],
    ]);
    expect(task?.texts[3]?.words).toBe('1 June 2023\nBen: I repaired the boiler myself.');
    expect(new Set(task?.texts.map(({ conversation }) => conversation))).toEqual(new Set(['c1']));
    const times = task?.texts.map(({ at }) => at) ?? [];
    expect(times[0]).toBe(Date.UTC(2023, 4, 8, 13, 56));
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });

  it('leaves out questions that nothing answers', () => {
    expect(readLocomo(JSON.stringify(locomo))[0]?.questions).toEqual([
      { text: 'Who adopted a tortoise?', gold: ['D1:1', 'D1:3'] },
    ]);
  });

  it('asks each key of a chain for its record and the one that led to it', () => {
    const [task] = readNestedKv(JSON.stringify(kv));
    expect(task?.texts[0]?.text).toBe(
      'Key-value pair: key = 5f0c1b52-1111-4a4a-8c8c-000000000001, value = 5f0c1b52-3333-4a4a-8c8c-000000000003',
    );
    expect(task?.questions.map(({ gold }) => gold)).toEqual([['0'], ['0', '1']]);
  });

  it('puts the title over a passage unless it stands there', () => {
    const [task] = readPassageSet(lines(questions), lines(passages));
    expect(task?.texts.map(({ text }) => text)).toEqual([
      'Boiler\nA vessel in which water is heated.',
      'Tortoise\nThe tortoise is a reptile with a shell.',
    ]);
    expect(task?.questions).toEqual([{ text: 'which reptile has a shell', gold: ['p2'] }]);
  });

  it('asks for passages in one language among those in others', () => {
    const [task] = readAskedPassages(
      [['Der Hund heißt Bello.', 'Wie heißt der Hund?']],
      [['猫はタマ。', '猫は?']],
    );
    expect(task?.texts.map(({ text }) => text)).toEqual(['Der Hund heißt Bello.', '猫はタマ。']);
    expect(task?.questions).toEqual([{ text: 'Wie heißt der Hund?', gold: [task?.texts[0]?.id] }]);
  });

  it('names the place of what is not as it should be', () => {
    expect(() => readPassageSet(lines([{ question: 'why', gold: 'p2' }]), '')).toThrow(
      'questions, line 1, gold',
    );
    expect(() => readLocomo('[]')).toThrow('locomo.json: expected an object');
  });

  it('keeps the gold of the questions in a trial', () => {
    const text = { text: '', words: '', at: 0, conversation: null };
    const texts = Array.from({ length: 40 }, (_, index) => ({ id: `${index}`, ...text }));
    const asked = Array.from({ length: 5 }, (_, index) => ({ text: '', gold: [`${39 - index}`] }));
    const set = {
      name: 'a',
      figure: 'b',
      kind: /** @type {const} */ ('passage'),
      cutoff: 5,
      score: allGoldAt,
    };
    const { tasks } = limitSet({ ...set, tasks: [{ texts, questions: asked }] }, 2);
    expect(tasks[0]?.questions).toHaveLength(2);
    expect(tasks[0]?.texts.map(({ id }) => Number(id))).toEqual([...Array(20).keys(), 38, 39]);
  });
});

describe('TextVectors', () => {
  /** @param {Uint8Array[]} records */
  const storeOf = (records) => ({
    read: async () => new Blob(records.map((record) => record.slice())).arrayBuffer(),
    append: async (/** @type {Uint8Array} */ more) => void records.push(more),
  });
  const counting = (/** @type {string[]} */ embedded) => ({
    ...{ modelId: 'a', dimensions: 2, maxTokens: 9 },
    embed: async (/** @type {readonly string[]} */ texts) => {
      embedded.push(...texts);
      return texts.map((text) => Float32Array.of(text.length, 0.5));
    },
  });

  it('embeds each text once, in all runs together', async () => {
    /** @type {[string[], Uint8Array[]]} */
    const [embedded, records] = [[], []];
    for (const texts of [
      ['one', 'three', 'one'],
      ['three', 'seven!'],
    ]) {
      const vectors = await TextVectors.open(counting(embedded), storeOf(records));
      await vectors.embed(texts, () => {});
      for (const text of texts) expect([...vectors.of(text)]).toEqual([text.length, 0.5]);
    }
    expect(embedded).toEqual(['one', 'three', 'seven!']);
  });

  it('embeds again what was cut off when a run was ended', async () => {
    /** @type {[string[], Uint8Array[]]} */
    const [embedded, records] = [[], []];
    const first = await TextVectors.open(counting(embedded), storeOf(records));
    await first.embed(['one', 'three'], () => {});
    records[0] = records[0]?.slice(0, -3) ?? new Uint8Array();
    const second = await TextVectors.open(counting(embedded), storeOf(records));
    await second.embed(['one', 'three'], () => {});
    expect(embedded).toEqual(['one', 'three', 'three']);
    expect(second.of('three')[0]).toBe(5);
  });
});

describe('an evaluation in Chromium', () => {
  const files = {
    'locomo/locomo.json': JSON.stringify(locomo),
    'nested_kv/nested_kv.json': JSON.stringify(kv),
    'nq_open/questions.jsonl': lines(questions),
    'nq_open/passages.jsonl': lines(passages),
  };
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'eval-'));
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('asks the sets of the app, and keeps vectors where it was told to', async () => {
    const cache = join(folder, 'cache');
    const options = { limit: null, sets: ['nested_kv', 'nq', 'locomo'], fusion: true };
    const figures = await measureOn({
      module: evals.retrieval ?? '',
      data: folder,
      json: null,
      cache,
      options,
    });
    expect(figures).toMatchObject({
      ...{ 'nested_kv.both_at_5': 100, 'nested_kv.words.both_at_5': 100, 'nested_kv.questions': 2 },
      ...{ 'nq.gold_at_10': 100, 'nq.meaning.gold_at_10': 100, 'nq.questions': 1 },
      ...{ 'locomo.rec_at_10': 50, 'locomo.words.rec_at_10': 50, 'locomo.questions': 1 },
      ...{ 'locomo.alone.rec_at_10': 50, 'nq.int8_loss': 0, 'nq.meaning.int8_loss': 0 },
      // Of the other half of the questions, which two of these sets do not have.
      ...{ 'nested_kv.shipped.both_at_5': 100, 'nested_kv.rrf.both_at_5': 100 },
      'fusion.message.minmax_alone.weight': 0,
    });
    expect(readdirSync(cache)).toEqual([expect.stringMatching(/^vectors-[0-9a-f]{16}\.bin$/)]);
  }, 60_000);
});
