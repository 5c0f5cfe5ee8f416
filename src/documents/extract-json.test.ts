import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from './clean-text.ts';
import { extractJson } from './extract-json.ts';

function read(text: string) {
  const result = extractJson(text);
  if (!result.ok) throw new Error(result.problem.message);
  return result.document;
}

function blocksOf(json: string): string[] {
  const { text, blocks } = read(json);
  return blocks.map(({ start, end }) => text.slice(start, end));
}

describe('is told by paths', () => {
  it.each([
    ['{"a": 1, "b": {"c": true, "d": null}}', ['a: 1', 'b.c: true\nb.d: null']],
    [
      '[{"name": "Ann", "tags": ["x", "y"]}, {"name": "Bob", "tags": []}]',
      ['name: Ann\ntags: x, y', 'name: Bob\ntags: []'],
    ],
    ['{"people": [{"name": "Ann"}, {"name": "Bob"}]}', ['people[0].name: Ann', 'people[1].name: Bob']],
    ['{"id": 1}\n{"id": 2}\n', ['id: 1', 'id: 2']],
    ['[12345678901234567890, 1.50]', ['12345678901234567890', '1.50']],
    ['{"a": 1, "a": 2}', ['a: 1\na: 2']],
    ['{"a": "two\\nlines \\u00e9 \\"q\\""}', ['a: two\n  lines é "q"']],
    ['"text"', ['text']],
    ['{"a": {}, "b": [[]],}', ['a: {}', 'b: []']],
  ])('%s', (json, blocks) => expect(blocksOf(json)).toEqual(blocks));
});

it.each(['{"a": ', '{a: 1}', '[1 2]', 'no json', '["x\\q"]', '{"a":1]', '[', ',', `${'['.repeat(3000)}`])(
  'what is none is kept as it is: %s',
  (text) => expect(read(text)).toMatchObject({ format: 'json', text, blocks: [{ kind: 'code' }] }),
);

it('tells every value of any JSON, in order', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const result = extractJson(JSON.stringify(value));
      const leaves: string[] = [];
      const visit = (it: unknown): void => {
        if (typeof it === 'object' && it !== null && Object.values(it).length > 0)
          Object.values(it).forEach(visit);
        else leaves.push(typeof it === 'string' ? it : JSON.stringify(it));
      };
      visit(value);
      const text = result.ok ? result.document.text.replace(/\s/g, '') : '';
      let at = 0;
      for (const leaf of leaves) {
        const found = text.indexOf(cleanText(leaf).replace(/\s/g, ''), at);
        expect(found).toBeGreaterThanOrEqual(at);
        at = found;
      }
    }),
    { numRuns: 300 },
  );
});
