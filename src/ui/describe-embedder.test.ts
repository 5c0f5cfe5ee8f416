import { expect, test } from 'vitest';
import { embedderCatalogue } from '../embedding/embedder-catalogue.ts';
import { describeChange, describeEmbedder, describeSize, embedderUse } from './describe-embedder.ts';

const [shipped, arctic] = embedderCatalogue;
const many = embedderCatalogue.find(({ languages }) => languages === 'many');
if (!shipped || !arctic || !many) throw new Error('The catalogue is too small.');

test('an embedder’s size is an estimate until its files are here', () => {
  expect(describeSize(arctic, { state: 'absent' })).toBe('about 24 MB');
  expect(describeSize(arctic, { state: 'ready', bytes: 23_400_000 })).toBe('23 MB');
  expect(describeSize(shipped, { state: 'ready', bytes: 24e6 })).toBe('24 MB');
});

test('an embedder is told by size, languages and licence', () => {
  expect(describeEmbedder(arctic, { state: 'absent' })).toBe('about 24 MB · English · Apache-2.0');
  expect(describeEmbedder(many, { state: 'absent' })).toBe('about 136 MB · About 100 languages · MIT');
});

test('a change is counted in texts', () => {
  expect(describeChange({ done: 1240, total: 5000 })).toBe('Search by meaning: 1,240 of 5,000 texts');
});

test.each([
  ['a', null, 'in use', 'none'],
  ['a', 'a', 'in use', 'none'],
  ['a', 'b', 'coming', 'leaving'],
] as const)('with %s chosen and search going by %s, they are %s and %s', (chosenId, searchedId, a, b) => {
  expect(embedderUse({ chosenId, searchedId }, 'a')).toBe(a);
  expect(embedderUse({ chosenId, searchedId }, 'b')).toBe(b);
});
