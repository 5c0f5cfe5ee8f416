import { expect, test } from 'vitest';
import { foldedTextReader } from './folded-text-reader.ts';

const { telling, words, capitalisesNouns } = foldedTextReader;

test('a word of one text is known in another by a form that both have', () => {
  const held = words('The stores were closed.');
  const [store, closing] = telling('Closing a store').toReversed();
  expect(store?.some((form) => held.has(form))).toBe(true);
  expect(closing?.some((form) => held.has(form))).toBe(true);
  expect(telling('opening').flat()).not.toContain('stor');
});

test('stop words tell nothing, even where there is nothing else', () => {
  expect(telling('It is what it was.')).toEqual([]);
  expect(telling('It is the deposit of the deposit.')).toHaveLength(1);
});

test('capitals mark nouns in German', () => {
  expect(capitalisesNouns('Die Miete ist am dritten Werktag zu zahlen.')).toBe(true);
  expect(capitalisesNouns('The rent is due on the third working day.')).toBe(false);
});

test('initials end no sentence', () => {
  const text = 'It is B. R. Ambedkar. He wrote it.\nPlan B.\nNext.';
  expect(foldedTextReader.sentences(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    'It is B. R. Ambedkar.',
    ...['He wrote it.', 'Plan B.', 'Next.'],
  ]);
});
