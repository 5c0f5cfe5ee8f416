import { expect, test } from 'vitest';
import { countPlaywright, countVitest, formatCounts, sumCounts } from './test-reports.mjs';

const vitest = (/** @type {object} */ counts) =>
  JSON.stringify({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, ...counts });
const playwright = (/** @type {object} */ stats) =>
  JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats } });

test('counts are those of the report', () => {
  const report = vitest({ numPassedTests: 5, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 });
  expect(countVitest(report, 1)).toEqual({ passed: 5, failed: 2, skipped: 2 });
  const stats = playwright({ expected: 3, unexpected: 1, skipped: 1 });
  expect(countPlaywright(stats, 1)).toEqual({ passed: 3, failed: 1, skipped: 1 });
});

test('a runner that failed beyond its tests counts as one failure', () => {
  expect(countVitest(vitest({ numPassedTests: 5 }), 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
  expect(countPlaywright(null, null)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a runner that ran nothing counts as one failure', () => {
  expect(countVitest(vitest({ numPendingTests: 2 }), 0)).toEqual({ passed: 0, failed: 1, skipped: 2 });
});

test('the closing line names what was skipped only if there is any', () => {
  const sum = sumCounts([
    { passed: 1, failed: 0, skipped: 0 },
    { passed: 2, failed: 1, skipped: 0 },
  ]);
  expect(formatCounts(sum)).toBe('3 passed, 1 failed');
  expect(formatCounts({ ...sum, skipped: 4 })).toBe('3 passed, 1 failed, 4 skipped');
});
