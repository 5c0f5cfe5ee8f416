import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SearchIndex } from './search-index.ts';
import { SimilarityScale } from './similarity-scale.ts';

it('leaves the cosines of the shipped embedder as they are', () => {
  for (const cosine of [-1, 0, 0.25, 1]) expect(new SimilarityScale().similarity(cosine)).toBeCloseTo(cosine);
});

it('takes what is unrelated to one model for what is unrelated to the other, and 1 for 1', () => {
  const scale = new SimilarityScale(0.7);
  expect(scale.similarity(0.7)).toBeCloseTo(0.028);
  expect(scale.similarity(1)).toBeCloseTo(1);
});

it('stays finite and keeps the order, whatever a model takes for unrelated', () => {
  const cosines = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(cosines, cosines, cosines, (unrelated, one, other) => {
      const scale = new SimilarityScale(unrelated);
      if (one < other) expect(scale.similarity(one)).toBeLessThanOrEqual(scale.similarity(other));
      expect(scale.cosine(scale.similarity(one))).toBeCloseTo(one);
    }),
  );
});

it('keeps an index from finding all texts by meaning with a model to which all are alike', () => {
  const index = new SearchIndex(0.5);
  index.add('near', 'alpha', 1);
  index.add('far', 'beta', 2);
  index.clearVectors(0.7);
  // Cosines of 0.98 and 0.7 with the query.
  index.addVector('near', { values: Int8Array.of(98, 20), scale: 0.01 });
  index.addVector('far', { values: Int8Array.of(70, 71), scale: 0.01 });
  const query = { text: '', vector: Float32Array.of(1, 0) };
  expect(index.search(query).map(({ id }) => id)).toEqual(['near']);
  index.clearVectors();
  index.addVector('far', { values: Int8Array.of(70, 71), scale: 0.01 });
  expect(index.search(query).map(({ id }) => id)).toEqual(['far']);
});
