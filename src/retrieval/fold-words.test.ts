import { expect, it } from 'vitest';
import { foldWords } from './fold-words.ts';

it('gives stemmed words in order, with repeats and stop words', () => {
  expect(foldWords('The pages of the page')).toEqual(['the', 'pag', 'of', 'the', 'pag']);
});

it('stems in the language that is told, or that the text tells', () => {
  expect(foldWords('Die Häuser der Städte und das Haus')).toEqual([
    'die',
    'haus',
    'der',
    'stad',
    'und',
    'das',
    'haus',
  ]);
  expect(foldWords('Häuser', 'de')).toEqual(['haus']);
  expect(foldWords('Häuser stores', null)).toEqual(['hauser', 'stores']);
});
