import { describe, expect, it } from 'vitest';
import { sentenceRanges } from './sentence-ranges.ts';
import { tellHeadings } from './tell-headings.ts';

function headings(text: string, headingPath: readonly string[] = []): string[] {
  return tellHeadings(text, headingPath).headings.map(({ start, end }) => text.slice(start, end));
}

describe('tellHeadings', () => {
  it('finds short lines above a paragraph', () => {
    const text = 'What we do not pay for\n\nTyres and grips are excluded.\n\nSo is rust.';
    expect(headings(text)).toEqual(['What we do not pay for']);
    expect(headings('8. Elections\n\nMrs Achterberg was confirmed.')).toEqual(['Elections']);
    expect(headings('Notice\n\none two three four five six seven eight nine ten eleven')).toEqual(['Notice']);
  });

  it('finds what the path or Markdown calls a heading', () => {
    expect(headings('Guarantee\n\nWhat we stand for\n\nTen years.', ['Guarantee'])).toEqual([
      'Guarantee',
      'What we stand for',
    ]);
    expect(headings('### Leftovers\n- crackers')).toEqual(['### Leftovers']);
  });

  it('finds the names of a table’s columns', () => {
    expect(headings('Part | Price\nBolt | 3\nNut | 1')).toEqual(['Part | Price']);
    expect(headings('Part | Maker\nBolt | Ames\nNut | Bell')).toEqual([]);
  });

  it('leaves sentences, items, rows and what stands alone', () => {
    for (const text of [
      'It rests. Then it goes on.',
      'Hello!\n\nHow are you?',
      '- oil the chain\n\nThen ride.',
      'Brake disc  40\n\nUse a torque wrench.',
      '| Stem | 5 |\n\nUse a torque wrench.',
      'Cats\n\nDogs',
      'Cats',
    ]) {
      expect(headings(text)).toEqual([]);
    }
  });

  it('misses no sentence', () => {
    const text = 'Title\n\nOne. Two.\n\n## Part\n- three\n\nFour';
    const { sentences, headings } = tellHeadings(text, ['Title']);
    const all = [...sentences, ...headings].sort((a, b) => a.start - b.start);
    expect(all).toEqual(sentenceRanges(text));
  });
});
