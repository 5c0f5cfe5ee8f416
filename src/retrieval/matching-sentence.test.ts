import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldWords } from './fold-words.ts';
import { matchingSentence } from './matching-sentence.ts';
import type { QueryTerm } from './query-term.ts';
import { readQuery } from './read-query.ts';
import { sentenceRanges } from './sentence-ranges.ts';

const equal = () => 1;

function sentence(text: string, query: string, idf: (term: QueryTerm) => number = equal): string | null {
  const range = matchingSentence(text, sentenceRanges(text), readQuery(query).terms, idf);
  return range === null ? null : text.slice(range.start, range.end);
}

describe('matchingSentence', () => {
  const text =
    'MemGPT manages memory in tiers. The queue manager evicts messages when the window is full. It rests.';

  it('finds the sentence with most of the query', () => {
    expect(sentence(text, 'What does the queue manager evict?')).toBe(
      'The queue manager evicts messages when the window is full.',
    );
  });

  it('goes by what tells most', () => {
    const idf = (term: QueryTerm) => (term.includes('tier') ? 9 : 1);
    expect(sentence(text, 'queue messages tiers', idf)).toBe('MemGPT manages memory in tiers.');
  });

  it('counts a term once however often it stands there', () => {
    const repeated = 'Queue queue queue queue queue queue. The queue manager of all the messages.';
    expect(sentence(repeated, 'queue manager')).toBe('The queue manager of all the messages.');
  });

  describe('in a table', () => {
    const prices = 'Part | Price | Weight\nBolt | 3 | 20\nNut | 1 | 5\nScrew | 2 | 9';

    it('marks the one row, not the names of the columns', () => {
      expect(sentence(prices, 'What is the price of a nut?')).toBe('Nut | 1 | 5');
      expect(sentence(prices, 'weight of the part called screw')).toBe('Screw | 2 | 9');
      const roles = 'Name | Role\nAda | Engineer\nGrace | Admiral';
      expect(sentence(roles, 'role of Ada')).toBe('Ada | Engineer');
    });

    it('marks them where no row has anything else of the query', () => {
      expect(sentence(prices, 'weight')).toBe('Part | Price | Weight');
    });

    it('marks a row of a file of values as well', () => {
      const csv = 'Part, Price, Weight\nBolt, 3, 20\nNut, 1, 5\nScrew, 2, 9';
      expect(sentence(csv, 'price of the screw')).toBe('Screw, 2, 9');
    });

    it('takes the first row for one like the others where it is one', () => {
      expect(sentence('Bonn | 1984\nMainz | 1946', 'Bonn')).toBe('Bonn | 1984');
    });
  });

  it('takes the first of equals, and text above a few words', () => {
    expect(sentence('A cat sat on mats. A cat sat on hats.', 'cats')).toBe('A cat sat on mats.');
    expect(sentence('Cats\n\nMost of all a cat likes sleep.', 'cats')).toBe('Most of all a cat likes sleep.');
    expect(sentence('Cats\n\nDogs', 'cats')).toBe('Cats');
  });

  it('is null when nothing matches', () => {
    expect(sentence(text, 'xylophone')).toBeNull();
    expect(sentence(text, '')).toBeNull();
    expect(sentence('', 'queue')).toBeNull();
    expect(matchingSentence(text, [], readQuery('queue').terms, equal)).toBeNull();
  });

  it('holds a query term whenever the text holds one', () => {
    const words = fc.array(fc.constantFrom('queue', 'manager.', 'evicts', 'The', 'GPT-4', '\n\n', 'cats,'));
    fc.assert(
      fc.property(words, words, (said, asked) => {
        const [passage, query] = [said.join(' '), asked.join(' ')];
        const terms = new Set(readQuery(query).terms.flat());
        const matches = (part: string) => foldWords(part).some((term) => terms.has(term));
        const found = sentence(passage, query);
        if (found === null) expect(matches(passage)).toBe(false);
        else expect(matches(found)).toBe(true);
      }),
    );
  });
});
