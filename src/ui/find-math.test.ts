import { describe, expect, test } from 'vitest';
import { mathAt, mathBlockAt } from './find-math.ts';
import { lexMarkdown, lexMarkdownTail } from './lex-markdown.ts';

/** The formulas among the words of a text, as the lexer finds them. */
function formulas(text: string): string[] {
  const found: string[] = [];
  const look = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(look);
    else if (typeof value === 'object' && value !== null) {
      if ('type' in value && value.type === 'math' && 'tex' in value) found.push(String(value.tex));
      else Object.values(value).forEach(look);
    }
  };
  look(lexMarkdown(text).blocks);
  return found;
}

test.each([
  ['so $x^2$ is', ['x^2']],
  ['so $a + b$, and ($c$).', ['a + b', 'c']],
  ['$2 \\sin x$ and $2\\text{ kg}$', ['2 \\sin x', '2\\text{ kg}']],
  ['by \\(a_1\\) and \\(b_2\\)', ['a_1', 'b_2']],
  ['inside a line: $$a$$ or \\[b\\]', ['a', 'b']],
  ['$a_1$ and $b_1$, **$c$**', ['a_1', 'b_1', 'c']],
  ['- in a list $x$\n\n| in a | table |\n|---|---|\n| $y$ | 1 |', ['x', 'y']],
  ['a price: \\$5 is $p$', ['p']],
])('in %j', (text, expected) => {
  expect(formulas(text)).toEqual(expected);
});

test.each([
  'It costs $5 and $6.',
  'from $1,000 to $2,000, not 5$',
  '$20 + $5 = $25',
  'US$5 and US$6',
  '5$/10$ a piece',
  '$5 plus tax + 3$ more',
  'from $3 to 4$',
  '$HOME and $PATH or $HOME/bin:$PATH',
  'an `$x$` of code',
  '```\n$$x$$\n```',
  'an escaped \\$x$',
  'spaces $ x $ inside',
  'never $x closed',
  '$$ not\n\nover an empty line $$',
  'nothing: $$ $$ \\(\\)',
])('none in %j', (text) => {
  expect(formulas(text)).toEqual([]);
});

test('a formula on its own lines is one block, whatever its lines look like', () => {
  const text = 'Thus\n$$\na\n- b\n= c\n# d\n$$\nand on.';
  expect(lexMarkdown(text).blocks.map((it) => [it.type, it.raw])).toEqual([
    ['paragraph', 'Thus\n'],
    ['math', '$$\na\n- b\n= c\n# d\n$$\n'],
    ['paragraph', 'and on.'],
  ]);
  expect(mathBlockAt('\\[x\\] and on')).toBeNull();
  expect(mathBlockAt('  \\[\nx\n\\]\n')?.display).toBe(true);
});

test('while it grows, a formula is found with its last sign', () => {
  const text = 'So\n\n$$\n\\frac{a}{b}\n$$';
  const types = (length: number) => lexMarkdownTail(text.slice(0, length), null).blocks.map((it) => it.type);
  expect(types(text.length - 1)).not.toContain('math');
  expect(types(text.length)).toContain('math');
});

describe('what stands before a dollar sign', () => {
  test.each(['a', '5', 'é', '$', '\\'])('%j is no place for a formula', (before) => {
    expect(mathAt('$x$', before)).toBeNull();
    expect(mathAt('$x$', '(')).toMatchObject({ tex: 'x', display: false });
  });
});

test('a long text of dollar signs takes no time to speak of', () => {
  const begun = performance.now();
  formulas('$a '.repeat(4000));
  formulas(`$$${'a\\'.repeat(20_000)}`);
  expect(performance.now() - begun).toBeLessThan(2000);
});
