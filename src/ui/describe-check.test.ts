import { expect, test } from 'vitest';
import { CHECK_ITEMS, describeCheck, describeMissed } from './describe-check.ts';

const now = new Date('2026-11-20T14:05:00').getTime();
const all = { passed: ['core', 'recall', 'document'], tokensPerSecond: 14.4, at: now } as const;

test('a check is one line: how much went well, how fast, and when', () => {
  expect(CHECK_ITEMS).toBe(3);
  expect(describeCheck(all, now)).toBe('Memory check: 3 of 3 · 14 tokens a second · today');
  expect(describeMissed(all)).toBe('');
  const slow = { ...all, passed: [], tokensPerSecond: 0.4, at: new Date('2026-03-12T10:00:00').getTime() };
  expect(describeCheck(slow, now)).toBe('Memory check: 0 of 3 · less than 1 token a second · 12 March');
  expect(describeCheck({ ...all, tokensPerSecond: 2.345 }, now)).toContain(' · 2.3 tokens a second · ');
  expect(describeCheck({ ...all, tokensPerSecond: null }, now)).toBe('Memory check: 3 of 3 · today');
});

test('what did not go well is named', () => {
  expect(describeMissed({ ...all, passed: ['core', 'document'] })).toBe(
    'It did not find what was said in another chat.',
  );
  expect(describeMissed({ ...all, passed: [] })).toBe(
    'It did not note a fact, did not find what was said in another chat and did not find a sentence in a document and name its source.',
  );
});
