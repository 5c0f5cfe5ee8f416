import { expect, it } from 'vitest';
import { describeComparison } from './describe-comparison.ts';

it('says what was compared, and when words counted for more', () => {
  expect(describeComparison({ byMeaning: false })).toBe('by words alone');
  expect(describeComparison({ byMeaning: true })).toBe('by words and by meaning');
  expect(describeComparison({ byMeaning: true, leansOnWords: true })).toContain('mostly by words');
});
