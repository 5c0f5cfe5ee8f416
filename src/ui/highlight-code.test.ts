import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeLanguage } from './code-languages.ts';
import { highlightCode } from './highlight-code.ts';

const joined = (code: string, language: string) =>
  highlightCode(code, language)
    .map((it) => it.text)
    .join('');

test('colours what a language has, and nothing else', () => {
  expect(highlightCode('const a = "b"; // c', 'typescript')).toEqual([
    { kind: 'keyword', text: 'const' },
    { kind: null, text: ' a = ' },
    { kind: 'text', text: '"b"' },
    { kind: null, text: '; ' },
    { kind: 'comment', text: '// c' },
  ]);
});

test('colours a language within another', () => {
  const kinds = highlightCode('<script>const a = 1;</script>', 'xml').map(({ kind, text }) => [kind, text]);
  expect(kinds).toContainEqual(['keyword', 'const']);
});

describe('every language that a fence may name', () => {
  const languages = 'js ts py json sh html css sql java c++ c# go rust yml diff'.split(' ');

  test.each(languages)('%s is known, and its code stays what it is', (name) => {
    const language = codeLanguage(name) ?? '';
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (code) => {
        expect(joined(code, language)).toBe(code);
      }),
      { numRuns: 40 },
    );
    expect(highlightCode('a "b" 1 <c d="e"> -- # f\n+ g\n', language).length).toBeGreaterThan(1);
  });
});

test('a fence says its language in any case and with more behind it', () => {
  expect(codeLanguage('TypeScript title=a.ts')).toBe('typescript');
  expect(codeLanguage('python,linenos')).toBe('python');
  expect(codeLanguage('')).toBeNull();
  expect(codeLanguage('text')).toBeNull();
  expect(codeLanguage('constructor')).toBeNull();
});

describe('its colours on the panel', () => {
  const css = readFileSync('src/ui/code-block.module.css', 'utf8');
  const tokens = readFileSync('src/ui/tokens.css', 'utf8');
  const [, lightPanel = '', darkPanel = ''] = /--panel: light-dark\((#\w{6}), (#\w{6})\)/.exec(tokens) ?? [];
  const colours = [...css.matchAll(/--code-(\w+): light-dark\((#\w{6}), (#\w{6})\)/g)];

  test('are all there', () => expect(colours.map((it) => it[1])).toHaveLength(7));

  test.each(colours.map(([, name, light, dark]) => [name, light, dark]))(
    '%s can be read',
    (_, light, dark) => {
      expect(contrast(light ?? '', lightPanel)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(dark ?? '', darkPanel)).toBeGreaterThanOrEqual(4.5);
    },
  );
});

/** As WCAG 2 defines it. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
