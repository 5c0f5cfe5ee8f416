import { expect, test } from 'vitest';
import type { Citation } from '../kernel/message.ts';
import { joinReplies } from './join-replies.ts';

const join = (one: string, other: string) =>
  joinReplies({ text: one, citations: [] }, { text: other, citations: [] }).text;

test('a seam has the space that it needs, and no other', () => {
  expect(join('The rent is', '900 a month.')).toBe('The rent is 900 a month.');
  expect(join('The rent is ', '900.')).toBe('The rent is 900.');
  expect(join('The rent is 900', '. It is due.')).toBe('The rent is 900. It is due.');
  expect(join('First.\n\n', '- second')).toBe('First.\n\n- second');
});

test('what is said again at the seam stands once; a few letters are no repetition', () => {
  expect(join('One two three four', 'three four five')).toBe('One two three four five');
  expect(join('It is a cat', 'cat person’s dream')).toBe('It is a cat cat person’s dream');
});

test('a word that broke off is made whole', () => {
  expect(join('a good many mo', 'more of them')).toBe('a good many more of them');
  expect(join('a good many more', 'more or less')).toBe('a good many more more or less');
});

test('sources move with the words that they bear out, and one of both parts is one', () => {
  const citation = (label: string, start: number, end: number): Citation => ({
    ...{ label, passageId: label, documentId: 'd', documentName: 'a.pdf', page: 1, headingPath: [] },
    ...{ sentence: null, text: 'Rent', supports: [{ reply: { start, end }, passage: { start: 0, end: 4 } }] },
  });
  const one = { text: 'Rent is 900.', citations: [citation('d1', 0, 12)] };
  const other = { text: 'Due monthly.', citations: [citation('d1', 0, 12), citation('d2', 0, 3)] };
  const { text, citations } = joinReplies(one, other);
  const words = citations.map(({ label, supports = [] }) => [
    label,
    ...supports.map(({ reply }) => text.slice(reply.start, reply.end)),
  ]);
  expect(words).toEqual([
    ['d1', 'Rent is 900.', 'Due monthly.'],
    ['d2', 'Due'],
  ]);
});
