import { expect, it } from 'vitest';
import { germanPassages, japanesePassages } from './asked-passages.fixture.ts';
import { meaningShare } from './meaning-share.ts';

it.each([
  'Where did I leave the keys?',
  'bicycle manual',
  // Says nothing of its language.
  '5f0c1b52-1111-4a4a-8c8c-000000000001',
  'Kirschbaum',
  '4711',
  '',
  'What does 東京 mean?',
])('lets meaning count in full for an embedder of English: %s', (query) => {
  expect(meaningShare(query, 'en')).toBe(1);
});

it.each([
  ...[...germanPassages, ...japanesePassages].map(([, question]) => question),
  'Где мои ключи?',
  'أين المفاتيح',
  'मेरी चाबी कहाँ है',
  'Ik heb mijn sleutels gisteren op de tafel in de keuken gelegd en nu zijn ze weg, heb jij ze soms gezien vandaag?',
])('leans on words where an embedder of English is asked: %s', (query) => {
  const share = meaningShare(query, 'en');
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThan(1);
});

it('trusts an embedder of many languages, and one of which nobody knows', () => {
  for (const [, question] of [...germanPassages, ...japanesePassages]) {
    expect(meaningShare(question, 'many')).toBe(1);
    expect(meaningShare(question, undefined)).toBe(1);
  }
});
