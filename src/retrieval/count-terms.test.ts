import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countTerms } from './count-terms.ts';
import { GrowingWords } from './growing-words.ts';
import { PackedWords } from './packed-words.ts';
import { soughtTerm } from './word-part.ts';
import { largestCount } from './word-segment.ts';

const word = fc.constantFrom('a', 'b', 'c', 'é', '東');

it('counts what each text holds, of a term in all its forms, growing or packed', () => {
  const texts = fc.array(fc.array(word, { maxLength: 6 }), { maxLength: 5 });
  const terms = fc.array(fc.uniqueArray(word, { minLength: 1, maxLength: 2 }), { maxLength: 3 });
  fc.assert(
    fc.property(texts, terms, (held, asked) => {
      const growing = new GrowingWords();
      for (const words of held) growing.add(words);
      const sought = asked.map((forms) => forms.map(soughtTerm));
      for (const part of [growing, new PackedWords(growing.pack())]) {
        const countIn = countTerms(part, sought);
        for (const [place, words] of held.entries()) {
          const expected = asked.map((forms) => words.filter((each) => forms.includes(each)).length);
          expect(countIn(place)).toEqual(expected);
        }
      }
    }),
  );
});

it('counts no further than postings do', () => {
  const growing = new GrowingWords();
  growing.add(Array.from({ length: largestCount + 5 }, () => 'a'));
  expect(countTerms(growing, [[soughtTerm('a')]])(0)).toEqual([largestCount]);
});
