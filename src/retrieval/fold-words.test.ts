import { expect, it } from 'vitest';
import { foldWords } from './fold-words.ts';

it('gives stemmed words in order, with repeats and stop words', () => {
  expect(foldWords('The pages of the page')).toEqual(['the', 'pag', 'of', 'the', 'pag']);
});
