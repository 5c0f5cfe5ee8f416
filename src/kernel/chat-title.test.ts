import { expect, test } from 'vitest';
import { chatTitle } from './chat-title.ts';

test('the first words, on one line', () => {
  expect(chatTitle('  When does\n\tthe lease end?  ')).toBe('When does the lease end?');
  expect(chatTitle(' \n ')).toBe('');
});

test('a long one is cut at a word, and says so', () => {
  const title = chatTitle('one two three four '.repeat(30));
  expect(title).toMatch(/ (one|two|three|four)…$/);
  expect(title.length).toBeLessThanOrEqual(80);
});

test('what has no spaces is cut between characters, never within one', () => {
  const family = '👨‍👩‍👧';
  const title = chatTitle(family.repeat(200));
  expect(title).toBe(`${family.repeat(79)}…`);
  expect(chatTitle(family.repeat(80))).toBe(family.repeat(80));
});

test('a megabyte costs no more than a line', () => {
  const started = performance.now();
  chatTitle('x'.repeat(1_000_000));
  chatTitle(' '.repeat(1_000_000));
  expect(performance.now() - started).toBeLessThan(100);
});
