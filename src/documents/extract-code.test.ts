import { expect, it } from 'vitest';
import { codeLanguage } from './code-language.ts';
import { extractCode } from './extract-code.ts';
import { splitPassages } from './split-passages.ts';

function blocksOf(text: string): string[] {
  const result = extractCode(text);
  if (!result.ok) throw new Error(result.problem.message);
  expect(result.document.text).toBe(text);
  return result.document.blocks.map(({ start, end }) => text.slice(start, end));
}

it('keeps code as it is, in blocks like functions', () => {
  const first = 'def a():\n    x = 1\n\n    return x  ';
  expect(blocksOf(`\n${first}\n\n\n# note\ndef b():\n\tpass\n`)).toEqual([first, '# note\ndef b():\n\tpass']);
});

it('cuts only between lines where lines fit', () => {
  const line = (at: number) => `  const value${at} = compute(${at}, "text ${at}");`;
  const text = `function f() {\n${Array.from({ length: 100 }, (_, at) => line(at)).join('\n')}\n}`;
  const result = extractCode(text);
  const passages = result.ok ? splitPassages(result.document) : [];
  expect(passages.length).toBeGreaterThan(5);
  const lines = new Set(text.split('\n').map((it) => it.trim()));
  for (const passage of passages) {
    for (const it of passage.text.split('\n')) expect(lines).toContain(it.trim());
  }
});

it.each([
  ['py', 'Python'],
  ['tsx', 'TypeScript'],
  ['yml', 'YAML'],
  ['docx', null],
])('knows .%s as %s', (ending, language) => expect(codeLanguage(ending)).toBe(language));
