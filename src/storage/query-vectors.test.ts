import { expect, it } from 'vitest';
import { BagOfWordsEmbedder } from './bag-of-words-embedder.fixture.ts';
import { QueryVectors } from './query-vectors.ts';

it('embeds a query once', async () => {
  const embedder = new BagOfWordsEmbedder();
  const vectors = new QueryVectors();
  expect(await vectors.vectorOf('a query')).toBeNull();
  vectors.use(embedder);
  const first = await vectors.vectorOf('a query');
  expect(await vectors.vectorOf('a query')).toBe(first);
  expect(embedder.asked).toEqual([['a query']]);
});

it('does not embed nothing', async () => {
  const embedder = new BagOfWordsEmbedder();
  const vectors = new QueryVectors();
  vectors.use(embedder);
  expect(await vectors.vectorOf(' \n')).toBeNull();
  expect(embedder.asked).toEqual([]);
});

it('drops a vector that comes when its embedder has left', async () => {
  const vectors = new QueryVectors();
  vectors.use(new BagOfWordsEmbedder('one'));
  const late = vectors.vectorOf('a query');
  vectors.use(new BagOfWordsEmbedder('two'));
  expect(await late).toBeNull();
  expect(await vectors.vectorOf('a query')).not.toBeNull();
});
