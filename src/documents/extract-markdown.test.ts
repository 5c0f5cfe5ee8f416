import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractMarkdown } from './extract-markdown.ts';

function blocksOf(text: string): [string, string][] {
  const { blocks } = extractMarkdown(text);
  return blocks.map(({ kind, level, start, end }) => [`${kind}${level || ''}`, text.slice(start, end)]);
}

describe('headings', () => {
  it('with number signs or underlined', () => {
    expect(blocksOf('# One #\ntext\n\nTwo\nlines\n===\n\nThree\n---\n')).toEqual([
      ['heading1', '# One #'],
      ['paragraph', 'text'],
      ['heading1', 'Two\nlines\n==='],
      ['heading2', 'Three\n---'],
    ]);
  });

  it('are not hashtags, and a rule underlines nothing', () => {
    expect(blocksOf('#tag\n\n---\n\n####### seven')).toEqual([
      ['paragraph', '#tag'],
      ['paragraph', '---'],
      ['paragraph', '####### seven'],
    ]);
  });
});

describe('code', () => {
  it('in fences, whatever it holds, to the matching fence', () => {
    expect(blocksOf('````md\n# no heading\n\n```\n````\nafter')).toEqual([
      ['code', '````md\n# no heading\n\n```\n````'],
      ['paragraph', 'after'],
    ]);
  });

  it('to the end of the text when a fence is never closed', () => {
    expect(blocksOf('~~~\na\n\nb')).toEqual([['code', '~~~\na\n\nb']]);
  });

  it('by indentation, blank lines included', () => {
    expect(blocksOf('text\n\n    a\n\n    b\nrest')).toEqual([
      ['paragraph', 'text'],
      ['code', '    a\n\n    b'],
      ['paragraph', 'rest'],
    ]);
  });

  it('front matter at the start alone', () => {
    expect(blocksOf('---\ntitle: x\n---\ntext')).toEqual([
      ['code', '---\ntitle: x\n---'],
      ['paragraph', 'text'],
    ]);
  });
});

it('keeps a list together over blank lines and indented text', () => {
  expect(blocksOf('Intro:\n- a\n  more\n\n- b\n\n  paragraph of b\n\nafter\n\n1. x\n2) y')).toEqual([
    ['paragraph', 'Intro:'],
    ['list', '- a\n  more\n\n- b\n\n  paragraph of b'],
    ['paragraph', 'after'],
    ['list', '1. x\n2) y'],
  ]);
});

it('finds tables by the rule under their first row', () => {
  expect(blocksOf('a | b\n--|--\n1 | 2\n\nno | table\n')).toEqual([
    ['table', 'a | b\n--|--\n1 | 2'],
    ['paragraph', 'no | table'],
  ]);
});

it('covers all but white space, in order, without overlaps', () => {
  const line = fc.constantFrom(
    '# a',
    'b',
    '- c',
    '  d',
    '    e',
    '```',
    'f | g',
    '--|--',
    '---',
    '',
    ' ',
    '> h',
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const text = lines.join('\n');
      let at = 0;
      for (const { start, end } of extractMarkdown(text).blocks) {
        expect(start).toBeGreaterThanOrEqual(at);
        expect(text.slice(at, start).trim()).toBe('');
        expect(end).toBeGreaterThan(start);
        at = end;
      }
      expect(text.slice(at).trim()).toBe('');
    }),
  );
});
