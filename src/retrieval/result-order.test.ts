import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quantiseVector } from './quantise-vector.ts';
import { type IndexQuery, SearchIndex } from './search-index.ts';

/*
 * Pages are cut from one order: it is the same however much of it is asked for and in whatever order the texts came,
 * and equals stand newest first.
 */

const said = fc.record({
  words: fc.array(fc.constantFrom('lantern', 'harbour', 'tide'), { minLength: 1, maxLength: 3 }),
  at: fc.nat({ max: 3 }),
  angle: fc.constantFrom(0, 0.2, 0.9),
});
const texts = fc.array(said, { minLength: 1, maxLength: 12 });
type Said = typeof said extends fc.Arbitrary<infer Each> ? Each : never;

const beside = (id: string) => [1, 2].map((distance) => ({ id: `${Number(id) + distance}`, distance }));
const query: IndexQuery = { text: 'lantern tide', vector: Float32Array.of(1, 0), neighbours: beside };

function indexOf(named: readonly (readonly [string, Said])[]): SearchIndex {
  const index = new SearchIndex(0.25);
  for (const [id, { words, at, angle }] of named) {
    index.add(id, words.join(' '), at);
    index.addVector(id, quantiseVector(Float32Array.of(Math.cos(angle), Math.sin(angle))));
  }
  return index;
}

it.each([
  ['by words', { ...query, vector: null, neighbours: undefined }],
  ['by words and neighbours', { ...query, vector: null }],
  ['by words and meaning', { ...query, neighbours: undefined }],
  ['by all', query],
])('is one order, %s', (_ways, asked) => {
  fc.assert(
    fc.property(texts, fc.nat({ max: 12 }), (drawn, limit) => {
      const named = drawn.map((text, place) => [`${place}`, text] as const);
      const all = indexOf(named).search(asked);
      expect(indexOf(named.toReversed()).search(asked)).toEqual(all);
      expect(indexOf(named).search({ ...asked, limit: limit + 1 })).toEqual(all.slice(0, limit + 1));
      const atOf = (id: string) => drawn[Number(id)]?.at ?? 0;
      for (const [place, { id, score }] of all.entries()) {
        const next = all[place + 1];
        if (next !== undefined && next.score === score)
          expect(atOf(id)).toBeGreaterThanOrEqual(atOf(next.id));
      }
    }),
  );
});
