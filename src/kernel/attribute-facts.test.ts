import { expect, test } from 'vitest';
import { foldedTextReader } from '../retrieval/folded-text-reader.ts';
import { isNegated, namesIn, numbersHeld, numbersOf } from './attribute-facts.ts';

test.each([
  ['1,234 and 1234', ['1234']],
  ['2.50 or 2.5', ['2.5']],
  ['on 2018-05-07 at 14:05', ['2018', '5', '7', '14']],
  ['the 20th of 3–4', ['20', '3', '4']],
  ['items 1, 2, and 30', ['1', '2', '30']],
  ['none', []],
])('numbers of %j', (text, numbers) => {
  expect(numbersOf(text).toSorted()).toEqual(numbers.toSorted());
});

test('numbers in words are held as well, in English and German', () => {
  expect([...numbersHeld('Twelve of the 13 and zwei')].toSorted()).toEqual(['12', '13', '2']);
});

function names(sentence: string, known: readonly string[] = []): string[] {
  return namesIn(sentence, known, foldedTextReader).map(([word]) => word ?? '');
}

test('names are what has a capital within a sentence, and at its beginning unless the word is common', () => {
  expect(names('The prize went to Wilhelm Röntgen in May.')).toEqual(['wilhelm', 'rontgen', 'may']);
  expect(names('Einstein got it.')).toEqual(['einstein']);
  expect(names('Actually critics liked it.')).toEqual([]);
  expect(names('However, after that it rained.')).toEqual([]);
  expect(names('Deposit and rent are due.', ['a deposit of two months'])).toEqual([]);
  expect(names('Der Vertrag wurde in Berlin geschlossen.')).toEqual([]);
});

test.each([
  ['It did not open.', true],
  ["It didn't open.", true],
  ['Er ist nicht da.', true],
  ['It opened with a knot.', false],
])('negation in %j', (text, negated) => {
  expect(isNegated(text)).toBe(negated);
});
