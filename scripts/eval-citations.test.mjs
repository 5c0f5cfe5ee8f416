import { expect, it } from 'vitest';
import { CitingModel } from '../e2e/eval/citing-model.ts';
import { holdsAnswer } from '../e2e/eval/holds-answer.ts';
import { phrasings, retell, topicOf } from '../e2e/eval/own-words.ts';
import { readAnswerSet } from '../e2e/eval/read-answer-set.ts';
import { scoreCitations } from '../e2e/eval/score-citations.ts';
import { evals } from './eval.mjs';

const text = 'The first boiler was built in 1712 by Thomas Newcomen of Devon. It drove pumps in a mine.';
const question = 'who built the first boiler';
const answers = ['Thomas Newcomen', 'Newcomen'];

it('is among the evaluations', () => {
  expect(evals).toHaveProperty('citations');
});

it('reads questions with their answers, and passages as pages of one document', () => {
  const set = readAnswerSet(
    JSON.stringify({ question, answers, gold: ['p1'] }),
    JSON.stringify({ id: 'p1', title: 'Boiler', text }),
  );
  expect(set.questions).toEqual([{ question, answers, gold: ['p1'] }]);
  expect(set.passages).toMatchObject([{ id: 'p1', page: 1, headingPath: ['Boiler'], end: text.length }]);
  expect(() => readAnswerSet(JSON.stringify({ question }), '')).toThrow('questions, line 1, answers');
});

it('knows an answer by its words', () => {
  expect(holdsAnswer(text, ['thomas newcomen'])).toBe(true);
  expect(holdsAnswer('Röntgen, 1901', ['rontgen 1901'])).toBe(true);
  expect(holdsAnswer(text, ['Newcome', '171'])).toBe(false);
  expect(holdsAnswer(text, ['', '?'])).toBe(false);
});

it('says an answer in other words than it was read in, and never without it', () => {
  const sentence = text.slice(0, text.indexOf(' It'));
  for (const phrase of phrasings) {
    const said = phrase({ question, answer: 'Thomas Newcomen', sentence });
    expect(holdsAnswer(said, answers)).toBe(true);
    expect(text).not.toContain(said);
  }
  expect(topicOf(question, 5)).toBe('put up earliest boiler');
  expect(retell('The first boiler drove pumps within mines.')).toBe('The earliest boiler drove within mines');
});

/**
 * The model's reply once it was shown these rows.
 * @param {number} index
 * @param {string} message
 */
async function replyTo(index, message) {
  const model = new CitingModel({ index, question, answers });
  /** @param {string} content */
  const complete = async (content) => {
    const messages = [{ role: /** @type {const} */ ('user'), content }];
    const result = await model.complete({ messages, grammar: '', maxTokens: 500 });
    return result.ok ? JSON.parse(result.completion.text) : null;
  };
  const search = await complete(JSON.stringify({ type: 'user_message', message: question }));
  expect(search).toMatchObject({
    function: 'archival_memory_search',
    arguments: { query: question, page: 1 },
  });
  const result = { type: 'function_result', function: 'archival_memory_search', status: 'OK', message };
  return { said: () => model.said, call: await complete(JSON.stringify(result)) };
}

const rows = `Showing 1–2 of 2, page 1/1\n[d1] Articles, p. 1, Pump: A pump lifts water.\n[d2] Articles, p. 2, Boiler: ${text}`;

it('names its sources rightly, not at all, wrongly and within its words', async () => {
  const [right, none, wrong, inline] = await Promise.all([0, 3, 6, 9].map((index) => replyTo(index, rows)));
  expect(right?.call.arguments.sources).toEqual(['d2']);
  expect(none?.call.arguments).toMatchObject({ sources: [], message: expect.not.stringContaining('[d') });
  expect(wrong?.call.arguments.sources).toEqual(['d1']);
  expect(inline?.call.arguments).toMatchObject({ sources: [], message: expect.stringContaining('[d2].') });
  expect(right?.said()?.row).toBe(text);
});

it('turns pages while no row has the answer', async () => {
  const { call, said } = await replyTo(0, rows.split('\n').slice(0, 2).join('\n'));
  expect(call).toMatchObject({ function: 'archival_memory_search', arguments: { page: 2 } });
  expect(said()).toBeNull();
});

it('counts chips that are right, and sentences that got one', () => {
  const sentences = /** @type {const} */ ([
    { text: 'It was Newcomen.', kind: 'answer' },
    { text: 'Critics argue about it.', kind: 'made-up' },
    { text: 'It drove mines.', kind: 'more' },
  ]);
  const reply = sentences.map((each) => each.text).join(' ');
  /** @param {string} passageId @param {string} passage @param {...string} said */
  const citation = (passageId, passage, ...said) => ({
    ...{
      label: 'd1',
      passageId,
      documentId: 'd',
      documentName: 'd',
      page: 1,
      headingPath: [],
      sentence: null,
    },
    text: passage,
    supports: said.map((words) => {
      const start = reply.indexOf(words);
      return { reply: { start, end: start + words.length }, passage: { start: 0, end: 1 } };
    }),
  });
  /** @param {import('../src/kernel/message.ts').Citation[]} citations */
  const score = (citations) =>
    scoreCitations([
      {
        ...{ index: 0, question, answers, gold: ['p1'], reply, citations },
        said: { sentences, naming: 'none', row: text },
      },
    ]);
  expect(score([citation('p1', text, 'It was', 'It drove')])).toMatchObject({
    ...{
      'citations.precision': 1,
      'citations.coverage': 1,
      'citations.gold_precision': 1,
      'citations.chips': 2,
    },
  });
  expect(score([citation('p2', `${text} More.`, 'It was', 'It drove')])).toMatchObject({
    ...{ 'citations.precision': 0.5, 'citations.coverage': 0.5, 'citations.gold_precision': 0 },
  });
  expect(score([citation('p1', text, 'It was', 'Critics')])).toMatchObject({
    ...{ 'citations.precision': 0.5, 'citations.coverage': 0.5, 'citations.made_up_chips': 1 },
  });
  const bare = score([{ ...citation('p3', 'A pump lifts water.'), supports: [] }]);
  expect(bare).toMatchObject({ 'citations.precision': 0, 'citations.coverage': 0 });
  expect(score([])).toMatchObject({
    'citations.precision': 1,
    'citations.coverage': 0,
    'citations.sentences': 2,
  });
});
