import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LexedMarkdown, lexMarkdown, lexMarkdownTail } from './lex-markdown.ts';

const text = [
  '# Heading',
  'A paragraph with **bold** words.',
  '- one\n- two\n  - nested\n- three',
  '```js\nconst a = 1;\n\nconst b = 2;\n```',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  '> quoted\n> twice',
  'The end.',
].join('\n\n');

function lexInPieces(source: string, sizes: readonly number[]): LexedMarkdown {
  let lexed: LexedMarkdown | null = null;
  let at = 0;
  for (const size of [...sizes, source.length]) {
    at = Math.min(source.length, at + size);
    lexed = lexMarkdownTail(source.slice(0, at), lexed);
  }
  return lexed ?? lexMarkdown('');
}

const outline = ({ blocks }: LexedMarkdown) => blocks.map((it) => [it.type, it.raw]);

test('text lexed as it grows gives the same blocks as lexed at once', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 60 }), (sizes) => {
      expect(outline(lexInPieces(text, sizes))).toEqual(outline(lexMarkdown(text)));
    }),
    { numRuns: 100 },
  );
});

test('blocks that are closed stay the same objects', () => {
  const before = lexMarkdownTail(text, null);
  const after = lexMarkdownTail(`${text}\n\nMore.`, before);
  expect(after.blocks[0]).toBe(before.blocks[0]);
  expect(after.blocks.at(-1)?.raw).toBe('More.');
});

test('another text than the one before is lexed anew', () => {
  const before = lexMarkdownTail(text, null);
  expect(outline(lexMarkdownTail('Other', before))).toEqual([['paragraph', 'Other']]);
});

test('line ends of any kind are understood', () => {
  expect(outline(lexMarkdown('a\r\n\r\nb'))).toEqual(outline(lexMarkdown('a\n\nb')));
});
