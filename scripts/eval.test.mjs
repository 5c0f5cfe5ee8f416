import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judgeDocument } from '../e2e/eval/documents-judge.ts';
import { readDocumentsManifest } from '../e2e/eval/documents-manifest.ts';
import { limitSet } from '../e2e/eval/limit-set.ts';
import { readAskedPassages } from '../e2e/eval/read-asked-passages.ts';
import { readLocomo } from '../e2e/eval/read-locomo.ts';
import { readNestedKv } from '../e2e/eval/read-nested-kv.ts';
import { readPassageSet } from '../e2e/eval/read-passage-set.ts';
import { allGoldAt, recallAt } from '../e2e/eval/score-ranking.ts';
import { TextVectors } from '../e2e/eval/text-vectors.ts';
import { testPassword, writePdf } from '../src/documents/write-pdf.fixture.ts';
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

describe('what came of a document', () => {
  const text = 'The ﬁrst moth\nflew at night.';
  /** @param {readonly [start: number, end: number][]} ranges */
  const passagesAt = (...ranges) =>
    ranges.map(([start, end], ordinal) => ({
      ...{
        id: `p${ordinal}`,
        documentId: 'd',
        ordinal,
        page: null,
        headingPath: [],
        createdAt: 0,
        runId: null,
      },
      ...{ start, end, text: text.slice(start, end) },
    }));
  const row = {
    ...{ id: 'd', name: 'a.txt', bytes: 1, sha256: '', addedAt: 0, pages: null, passages: 1, embedded: 0 },
    ...{ format: /** @type {const} */ ('text'), state: /** @type {const} */ ('searchable'), problem: null },
  };
  const read = { document: row, refusal: '', text, passages: passagesAt([0, 15], [13, text.length]) };
  /** @param {import('../src/kernel/document.ts').DocumentProblemCode} code */
  const failed = (code, message = 'Why.') => ({
    ...{ refusal: '', text: '', passages: [] },
    document: { ...row, state: /** @type {const} */ ('failed'), problem: { code, message } },
  });
  /**
   * @param {import('../e2e/eval/documents-manifest.ts').Expectation} expect
   * @param {string[]} contains
   */
  const wanted = (expect, ...contains) => ({ name: 'a.txt', expect, contains, password: null });

  it('is held against strings after NFKC and without white space', () => {
    expect(judgeDocument(wanted('text', 'first mothflew', 'at  night'), read)).toBeNull();
    expect(judgeDocument(wanted('text', 'first', 'Flew'), read)).toBe('missing: “Flew”');
    expect(judgeDocument(wanted('text'), failed('unreadable'))).toBe('it was not read: Why.');
  });

  it('must be traceable', () => {
    const fault = (/** @type {typeof read.passages} */ passages) =>
      judgeDocument(wanted('text'), { ...read, passages });
    expect(fault(passagesAt([0, 9]))).toBe('no passage holds “moth\nflew at night.”');
    expect(fault(passagesAt([0, 4], [9, text.length]))).toBe('no passage holds “ﬁrst”');
    expect(fault(read.passages.map((it) => ({ ...it, start: it.start + 1 })))).toMatch(
      'passage 0 is not where',
    );
  });

  it('counts when the person was told what there is to tell', () => {
    expect(judgeDocument(wanted('empty'), failed('image-only'))).toBeNull();
    expect(judgeDocument(wanted('empty'), failed('unreadable'))).toMatch('was not said, but: Why.');
    expect(judgeDocument(wanted('empty'), read)).toMatch('should have no text');
    expect(judgeDocument(wanted('unreadable'), failed('unreadable'))).toBeNull();
    expect(judgeDocument(wanted('unreadable'), failed('unreadable', ''))).toBe('it failed without a word');
    expect(judgeDocument(wanted('unreadable'), read)).toMatch('should not have been');
    expect(judgeDocument(wanted('any'), failed('too-large'))).toBeNull();
    expect(judgeDocument(wanted('any'), 'hangs')).toBe('it was never done');
  });

  it('must open with its password, once that was asked for', () => {
    const locked = failed('password-needed');
    expect(judgeDocument(wanted('needs_password'), locked, read)).toBeNull();
    expect(judgeDocument(wanted('needs_password'), locked, failed('empty'))).toBeNull();
    expect(judgeDocument(wanted('needs_password', 'moth'), locked, failed('empty'))).toMatch(
      'it was not read',
    );
    expect(judgeDocument(wanted('needs_password'), locked, locked)).toBe('it was not read: Why.');
    expect(judgeDocument(wanted('needs_password'), read, read)).toBe('no password was asked for: it opened');
  });

  it('is known by names that the manifest has once', () => {
    const file = { file: 'a.txt', expect: 'text' };
    expect(readDocumentsManifest(JSON.stringify([file]))).toEqual([wanted('text')]);
    expect(() => readDocumentsManifest(JSON.stringify([file, file]))).toThrow('the same name');
    expect(() => readDocumentsManifest(JSON.stringify([{ ...file, expect: 'more' }]))).toThrow(
      'file 1: what',
    );
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

  it('takes documents in as the app does, and counts those of which came what should', async () => {
    const page = { lines: [{ text: 'Moths fly by night.', x: 72, y: 720 }] };
    /** @type {readonly [file: string, content: string | Uint8Array, wanted: object][]} */
    const documents = [
      ['a.txt', 'Bees fly by day.', { expect: 'text', contains: ['Bees  fly'] }],
      ['a b#.pdf', writePdf([page]), { expect: 'text', contains: ['by night'] }],
      ['missed.txt', 'Bees fly.', { expect: 'text', contains: ['wasps'] }],
      ['locked.pdf', writePdf([page], true), { expect: 'needs_password', password: testPassword }],
      ['scan.pdf', writePdf([{ picture: true }]), { expect: 'empty' }],
      ['broken.docx', 'PK\x03\x04 and no more', { expect: 'unreadable' }],
    ];
    mkdirSync(join(folder, 'documents/files'), { recursive: true });
    for (const [name, content] of documents) writeFileSync(join(folder, 'documents/files', name), content);
    const manifest = documents.map(([file, , more]) => ({ file, ...more }));
    writeFileSync(join(folder, 'documents/manifest.json'), JSON.stringify(manifest));
    const { options } = readEvalArguments(['documents', '--data', folder]);
    const module = evals.documents ?? '';
    expect(await measureOn({ module, data: folder, json: null, cache: null, options })).toEqual({
      'documents.files': 6,
      'documents.met': 5,
    });
  }, 60_000);
});
