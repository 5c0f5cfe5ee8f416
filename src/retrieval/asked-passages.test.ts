import { expect, it } from 'vitest';
import { type AskedPassage, germanPassages, japanesePassages } from './asked-passages.fixture.ts';
import { SearchIndex } from './search-index.ts';

/** Questions whose passage is the best of all by words alone. */
function answered(passages: readonly AskedPassage[]): string[] {
  const index = new SearchIndex(0.5);
  const all = [...germanPassages, ...japanesePassages].map(([passage]) => passage);
  all.forEach((passage, at) => {
    index.add(passage, passage, at);
  });
  return passages.flatMap(([passage, question]) => {
    const [best] = index.search({ text: question, vector: null, limit: 1 });
    return best?.id === passage ? [question] : [];
  });
}

it.each([
  ['German', germanPassages, 20],
  // Where words end depends a little on the platform's dictionary.
  ['Japanese', japanesePassages, 18],
] as const)('answers questions in %s by words', (_language, passages, least) => {
  const right = answered(passages);
  const missed = passages.filter(([, question]) => !right.includes(question));
  expect(right.length, `Missed: ${missed.map(([, question]) => question).join(' ')}`).toBeGreaterThanOrEqual(
    least,
  );
});
