import { expect, test } from 'vitest';
import { foldedTextReader } from '../retrieval/folded-text-reader.ts';
import { labelsIn, statementsOf } from './attribute-statements.ts';

function statements(reply: string): string[] {
  return statementsOf(reply, foldedTextReader).map(({ text }) => text);
}

test('statements are told without markup and labels', () => {
  expect(
    statements('## Terms\n\n- The **lease** ends [d1, m2].\n- See [the `addendum`](https://a.example/b.c).'),
  ).toEqual(['Terms', 'The   lease   ends         .', 'See [the  addendum ]                       .']);
});

test('what follows a code block that nothing closes is code', () => {
  expect(statements('The lease ends.\n```js\nconst lease = 1;')).toEqual(['The lease ends.']);
  expect(statements('```\na lease\n```\nThe lease ends.')).toEqual(['The lease ends.']);
});

test('a number alone is one, that of a list is none', () => {
  expect(statements('12.')).toEqual(['12.']);
  expect(statements('1. The lease ends.\n2) The rent is due.')).toEqual([
    'The lease ends.',
    'The rent is due.',
  ]);
});

test.each([
  'When does the lease end?',
  'The documents do not mention a lease.',
  'I can look up the lease.',
  'Im Vertrag steht nichts zur Garage, ich habe nichts gefunden.',
  '',
])('no statement: %s', (reply) => {
  expect(statements(reply)).toEqual([]);
});

test('labels written among the words', () => {
  expect(labelsIn('The end [d1]. Or [d12; m3], not [d] or d4.')).toEqual(['d1', 'd12', 'm3']);
});
