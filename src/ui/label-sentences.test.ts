import { expect, test } from 'vitest';
import type { Citation } from '../kernel/message.ts';
import * as data from './gallery-data.fixture.ts';
import { labelSentences } from './label-sentences.ts';
import { splitLabels } from './split-labels.ts';

const [first, second] = data.cited;

/** The citation, as bearing out these words of a text. */
function bearingOut(citation: Citation | undefined, text: string, ...said: readonly string[]): Citation {
  if (!citation) throw new Error('There is no such citation.');
  const supports = said.map((words, index) => {
    const start = text.indexOf(words);
    expect(start).toBeGreaterThanOrEqual(0);
    return { reply: { start, end: start + words.length }, passage: { start: index, end: index + 5 } };
  });
  return { ...citation, supports };
}

test('each sentence is followed by its sources, in the order of their numbers', () => {
  const text = 'Hello. By April. In writing.';
  const one = bearingOut(first, text, 'By April.', 'In writing.');
  const other = bearingOut(second, text, 'In writing.');
  const [a, b] = [one.label, other.label];
  expect(labelSentences(text, [one, other])).toBe(`Hello. By April. [${a}:0] In writing. [${a}:1, ${b}:0]`);
});

test.each([
  ['**By April.** Then', 'By April.', '**By April.** [1] Then'],
  ['It is [by April](https://a.example).', 'It is [by April', 'It is [by April](https://a.example) [1].'],
  ['Use `npm test`', 'Use `npm test', 'Use `npm test` [1]'],
  ['- by April\n- then', 'by April', '- by April [1]\n- then'],
  ['| by April | 2 |', 'by April | 2 |', '| by April | 2 |'],
  ['“By April.” Then', 'By April.', '“By April.” [1] Then'],
])('a label never stands within markup: %j', (text, said, labelled) => {
  const citation = bearingOut(first, text, said);
  expect(labelSentences(text, [citation])).toBe(labelled.replace('[1]', `[${citation.label}:0]`));
});

test.each([
  ['By April [d1]. Then.', 'By April [d1:0]. Then.'],
  ['By April. [m2, d1] Then.', 'By April. [m2, d1:0] Then.'],
  ['By April. [m2] [d1] Then.', 'By April. [m2] [d1:0] Then.'],
  ['By April [d12]. Then.', 'By April [d12]. [d1:0] Then.'],
])('a label that the model wrote is not written again: %j', (text, labelled) => {
  const [support] = bearingOut(first, text, text.slice(0, text.indexOf('.') + 1)).supports ?? [];
  const citation = { ...bearingOut(first, text), label: 'd1', supports: support ? [support] : [] };
  expect(labelSentences(text, [citation])).toBe(labelled);
});

test('what was stored before is left as it is', () => {
  expect(labelSentences('By April. [d1]', data.cited)).toBe('By April. [d1]');
});

test.each(['By April. In writing.', 'By April [d1]. In writing. [d1]'])(
  'a chip marks what matches its own sentence: %j',
  (text) => {
    const citation = { ...bearingOut(first, text, 'By April', 'In writing.'), label: 'd1' };
    const marked = splitLabels(labelSentences(text, [citation]), [citation]).flatMap((it) =>
      it.type === 'citation' ? [it.citation.sentence] : [],
    );
    expect(marked).toEqual([
      { start: 0, end: 5 },
      { start: 1, end: 6 },
    ]);
  },
);
