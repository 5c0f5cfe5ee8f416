import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractMarkdown } from './extract-markdown.ts';
import { extractText } from './extract-text.ts';
import type { ExtractedDocument, TextBlock } from './extracted-document.ts';
import { splitPassages } from './split-passages.ts';

const countWords = (text: string) => text.match(/\S+/g)?.length ?? 0;

/** A document whose pages hold these paragraphs. */
function paged(pages: readonly (readonly string[])[]): ExtractedDocument {
  let text = '';
  const blocks: TextBlock[] = [];
  const ranges = pages.map((paragraphs, index) => {
    const start = text.length + (text ? 2 : 0);
    for (const paragraph of paragraphs) {
      if (text) text += '\n\n';
      blocks.push({ kind: 'paragraph', level: 0, start: text.length, end: text.length + paragraph.length });
      text += paragraph;
    }
    return { number: index + 1, start, end: text.length };
  });
  return { format: 'pdf', text, pages: ranges, blocks, problem: null };
}

const sentence = (words: number, name = 'w') => `${Array(words).fill(name).join(' ')}.`.replace(/^./, 'A');

describe('what passages are made of', () => {
  it('is whole sentences, the last one of a cut paragraph repeated if it is short', () => {
    const text = [sentence(8, 'a'), sentence(2, 'b'), sentence(8, 'c')].join(' ');
    const passages = splitPassages(extractText(text), { budget: 16, count: countWords });
    expect(passages.map((passage) => passage.text)).toEqual([
      `${sentence(8, 'a')} ${sentence(2, 'b')}`,
      `${sentence(2, 'b')} ${sentence(8, 'c')}`,
    ]);
  });

  it('is a paragraph and not the start of the next, when that fits whole into a passage of its own', () => {
    const text = `${sentence(7)}\n\n${sentence(3)} ${sentence(3)}`;
    const passages = splitPassages(extractText(text), { budget: 10, count: countWords });
    expect(passages.map(({ start, end }) => [start, end])).toEqual([
      [0, text.indexOf('\n')],
      [text.indexOf('\n') + 2, text.length],
    ]);
  });

  it('is no sentence end after an abbreviation, and a line end is none either', () => {
    const text = 'As Packer et al. (2023) say in Fig. 3 of\ntheir paper, it works. It does.';
    const passages = splitPassages(extractText(text), { budget: 15, count: countWords });
    expect(passages.map((passage) => passage.text)).toEqual([
      'As Packer et al. (2023) say in Fig. 3 of\ntheir paper, it works.',
      'It does.',
    ]);
  });

  it('is lines of lists, tables and code', () => {
    const text = '- one two three\n- four five six\n- seven eight nine';
    const passages = splitPassages(extractMarkdown(text), { budget: 8, count: countWords });
    expect(passages.map((passage) => passage.text)).toEqual([
      '- one two three\n- four five six',
      '- seven eight nine',
    ]);
  });
});

describe('headings', () => {
  const text = `# Doc\n\n## One\n\n${sentence(5)}\n\n### Sub *of* one\n\n${sentence(4)}\n\n## Two\n\n${sentence(5)}`;
  const passages = splitPassages(extractMarkdown(text), { budget: 40, count: countWords });

  it('start passages and are never left behind at the end of one', () => {
    expect(passages.map((passage) => passage.text.split('\n')[0])).toEqual(['# Doc', '## Two']);
    for (const passage of passages) expect(passage.text).not.toMatch(/\n#[^\n]*$/);
  });

  it('are named as a path, without marks, the passage’s own section included', () => {
    expect(passages.map(({ headingPath }) => headingPath)).toEqual([
      ['Doc', 'One'],
      ['Doc', 'Two'],
    ]);
    const small = splitPassages(extractMarkdown(text), { budget: 20, count: countWords });
    expect(small.map(({ headingPath }) => headingPath)).toContainEqual(['Doc', 'One', 'Sub of one']);
  });

  it('part top-level sections even when both would fit', () => {
    const two = splitPassages(extractMarkdown('# A\n\nx\n\n# B\n\ny'), { budget: 100, count: countWords });
    expect(two.map((passage) => passage.text)).toEqual(['# A\n\nx', '# B\n\ny']);
  });
});

describe('pages', () => {
  it('end passages between paragraphs, so that each is cited with its page', () => {
    const passages = splitPassages(paged([['One.'], ['Two.'], [], ['Four.']]), { count: countWords });
    expect(passages.map(({ text, page }) => [text, page])).toEqual([
      ['One.', 1],
      ['Two.', 2],
      ['Four.', 4],
    ]);
  });

  it('are that of the start for a sentence that goes over one', () => {
    const document = paged([['A sentence over'], []]);
    const text = 'A sentence over two pages. Another.';
    const over: ExtractedDocument = {
      ...document,
      text,
      pages: [
        { number: 1, start: 0, end: 15 },
        { number: 2, start: 16, end: text.length },
      ],
      blocks: [{ kind: 'paragraph', level: 0, start: 0, end: text.length }],
    };
    expect(splitPassages(over, { count: countWords })).toMatchObject([{ page: 1, text }]);
    expect(splitPassages(over, { budget: 6, count: countWords }).map(({ page }) => page)).toEqual([1, 2]);
  });
});

it('reads 256 tokens or fewer with the default estimate', () => {
  const prose = 'The quick brown fox, known to all, jumps over the lazy dog again and again. '.repeat(100);
  for (const { text } of splitPassages(extractText(prose))) {
    // 1.3 tokens per word and punctuation mark is more than MiniLM's tokenizer makes of this.
    expect((text.match(/\w+|[^\w\s]/g)?.length ?? 0) * 1.3).toBeLessThan(256);
  }
});

describe('for any document', () => {
  const word = fc.oneof(
    fc.stringMatching(/^[a-z]{1,12}$/),
    fc.constantFrom(
      '👨‍👩‍👧',
      'e\u0301',
      '日本語',
      '한국',
      '🇩🇪🇫🇷',
      'स्त्री',
      '\u0301',
      '.',
      'etc.',
      'x'.repeat(60),
      '#',
      '-',
      '|',
    ),
  );
  const space = fc.constantFrom(
    ' ',
    '\n',
    '\n\n',
    '. ',
    '! ',
    '\n# ',
    '\n- ',
    '\n\n## ',
    '\u00a0',
    ' \u0301',
  );
  const source = fc.array(fc.tuple(word, space), { maxLength: 80 }).map((pairs) => pairs.flat().join(''));
  const budget = fc.integer({ min: 3, max: 40 });
  const countUnits = (text: string) => text.replace(/\s/g, '').length / 4;
  const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

  it('passages are exact slices, numbered, in order, and hold all but white space', () => {
    fc.assert(
      fc.property(source, budget, fc.boolean(), (text, size, isMarkdown) => {
        const document = isMarkdown ? extractMarkdown(text) : extractText(text);
        const passages = splitPassages(document, { budget: size, count: countUnits });
        let covered = 0;
        for (const [index, { text: slice, ordinal, start, end, page }] of passages.entries()) {
          expect(slice).toBe(text.slice(start, end));
          expect(slice.trim()).not.toBe('');
          expect(ordinal).toBe(index);
          expect(page).toBeNull();
          expect(text.slice(covered, Math.max(covered, start)).trim()).toBe('');
          expect(end).toBeGreaterThan(covered);
          covered = end;
        }
        expect(text.slice(covered).trim()).toBe('');
      }),
      { numRuns: 300 },
    );
  });

  it('no passage is over budget unless it is one grapheme, and none cuts a grapheme', () => {
    fc.assert(
      fc.property(source, budget, fc.boolean(), (text, size, isMarkdown) => {
        const document = isMarkdown ? extractMarkdown(text) : extractText(text);
        const ends = new Set([0, ...Array.from(graphemes.segment(text), ({ index }) => index), text.length]);
        for (const { text: slice, headingPath, start, end } of splitPassages(document, {
          budget: size,
          count: countUnits,
        })) {
          expect(ends).toContain(start);
          expect(ends).toContain(end);
          if ([...graphemes.segment(slice)].length === 1) continue;
          expect(countUnits(slice) + countUnits(headingPath.join('\n'))).toBeLessThanOrEqual(size);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('what one passage repeats of the one before is at most 15 % of the budget', () => {
    fc.assert(
      fc.property(source, budget, (text, size) => {
        const passages = splitPassages(extractText(text), { budget: size, count: countUnits });
        for (const [index, passage] of passages.entries()) {
          const before = passages[index - 1];
          if (!before || passage.start >= before.end) continue;
          expect(countUnits(text.slice(passage.start, before.end))).toBeLessThanOrEqual(0.15 * size);
          expect(passage.start).toBeGreaterThan(before.start);
        }
      }),
    );
  });
});
