/*
 * What the runners' own reports say, as counts. A runner that failed without a failed test (a file that does
 * not load, a crash at the end) counts as one failure, so that the sum can never hide it.
 */

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {Record<'numPassedTests' | 'numFailedTests' | 'numPendingTests' | 'numTodoTests', number>} VitestReport
 * @typedef {{ stats: Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number> }} PlaywrightReport
 */

/** @type {Counts} */
export const nothing = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {boolean} passed
 * @returns {Counts}
 */
export function oneCheck(passed) {
  return { ...nothing, [passed ? 'passed' : 'failed']: 1 };
}

/**
 * @param {Counts[]} counts
 * @returns {Counts}
 */
export function sumCounts(counts) {
  return counts.reduce(
    (sum, { passed, failed, skipped }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
    }),
    nothing,
  );
}

/**
 * @param {string | null} report Vitest's JSON, `null` when there is none
 * @param {number | null} status how the runner ended
 * @returns {Counts}
 */
export function countVitest(report, status) {
  return settle(status, report, (/** @type {VitestReport} */ result) => ({
    passed: result.numPassedTests,
    failed: result.numFailedTests,
    skipped: result.numPendingTests + result.numTodoTests,
  }));
}

/**
 * @param {string | null} report Playwright's JSON, `null` when there is none
 * @param {number | null} status how the runner ended
 * @returns {Counts}
 */
export function countPlaywright(report, status) {
  return settle(status, report, (/** @type {PlaywrightReport} */ { stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }));
}

/**
 * @template Report
 * @param {number | null} status
 * @param {string | null} report
 * @param {(report: Report) => Counts} read
 * @returns {Counts}
 */
function settle(status, report, read) {
  const counts = report === null ? nothing : read(JSON.parse(report));
  const ranNothing = counts.passed + counts.failed === 0;
  const unexplained = counts.failed === 0 && (status !== 0 || ranNothing);
  return unexplained ? { ...counts, failed: 1 } : counts;
}

/** @param {Counts} counts */
export function formatCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
