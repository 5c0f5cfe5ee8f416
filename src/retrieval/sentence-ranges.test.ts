import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestSentence, sentenceRanges } from './sentence-ranges.ts';

const sentences = (text: string) => sentenceRanges(text).map(({ start, end }) => text.slice(start, end));

describe('sentenceRanges', () => {
  it('finds sentences without the space around them', () => {
    expect(sentences('  One. Two is here!\tThree? ')).toEqual(['One.', 'Two is here!', 'Three?']);
    expect(sentences(' \n ')).toEqual([]);
  });

  it('reads over the line breaks of a layout', () => {
    expect(sentences('The queue is\nflushed when it\r\nis full. Then it rests.')).toEqual([
      'The queue is\nflushed when it\r\nis full.',
      'Then it rests.',
    ]);
  });

  it('ends at blank lines, list items, headings and table rows', () => {
    expect(sentences('A heading\n\nIts text\n- one\n- two\n1. three\n# Next\n| a | b')).toEqual([
      'A heading',
      'Its text',
      '- one',
      '- two',
      '1. three',
      '# Next',
      '| a | b',
    ]);
  });

  it('takes each row of a table for one, sentences in its cells included', () => {
    const table = 'City | What is said\nBonn | It rains. Often.\nMainz | Wine grows.';
    expect(sentences(`Two cities.\n\n${table}\n\nThat is\nall.`)).toEqual([
      'Two cities.',
      ...table.split('\n'),
      'That is\nall.',
    ]);
  });

  it('does not end at abbreviations', () => {
    expect(sentences('Packer et al. Wrote it, cf. Fig. 3 of it. Good.')).toEqual([
      'Packer et al. Wrote it, cf. Fig. 3 of it.',
      'Good.',
    ]);
  });

  it('cuts what has no full stop at lines, clauses and words', () => {
    const row = `${'cell '.repeat(20)}end`;
    const table = sentences([row, row, row, row, row, row].join('\n'));
    expect(table.every((piece) => piece.endsWith('end') && piece.startsWith('cell'))).toBe(true);
    const clauses = sentences(`${'some words of a clause, '.repeat(40)}done`);
    expect(clauses.slice(0, -1).every((piece) => piece.endsWith(','))).toBe(true);
    const words = sentences('word '.repeat(200));
    expect(words.every((piece) => /^word( word)*$/.test(piece))).toBe(true);
  });

  it('gives bounded ranges in order that miss nothing but space and split no character', () => {
    const piece = fc.constantFrom(
      'a',
      'Bc',
      '. ',
      ' ',
      '\n',
      '\n\n',
      '😀',
      '漢字',
      ', ',
      'x'.repeat(150),
      '- ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        let at = 0;
        for (const { start, end } of sentenceRanges(text)) {
          expect(text.slice(at, start).trim()).toBe('');
          expect(end - start).toBeLessThanOrEqual(longestSentence);
          expect(text.slice(start, end).isWellFormed()).toBe(true);
          expect(text.slice(start, end)).toBe(text.slice(start, end).trim());
          at = end;
        }
        expect(text.slice(at).trim()).toBe('');
      }),
    );
  });
});
