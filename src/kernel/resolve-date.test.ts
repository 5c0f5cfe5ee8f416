import { expect, test } from 'vitest';
import { relativeDates, resolveDate } from './resolve-date.ts';

/** A Friday, half an hour after midnight in Berlin and still Thursday in UTC. */
const clock = { now: () => Date.parse('2026-11-19T23:30:00Z'), timeZone: 'Europe/Berlin' };
const iso = (at: number) => new Date(at).toISOString();

test.each([
  ['today', '2026-11-20', '2026-11-20'],
  ['yesterday', '2026-11-19', '2026-11-19'],
  ['this week', '2026-11-16', '2026-11-20'],
  ['last week', '2026-11-09', '2026-11-15'],
  ['this month', '2026-11-01', '2026-11-20'],
  ['last month', '2026-10-01', '2026-10-31'],
  ['this year', '2026-01-01', '2026-11-20'],
  ['last year', '2025-01-01', '2025-12-31'],
  ['last friday', '2026-11-13', '2026-11-13'],
  ['Last Thursday', '2026-11-19', '2026-11-19'],
  ['2026-03-12', '2026-03-12', '2026-03-12'],
])('%s is %s to %s', (word, first, last) => {
  const span = resolveDate(word, clock);
  const from = resolveDate(first, clock)?.from ?? 0;
  const to = resolveDate(last, clock)?.to ?? 0;
  expect(span && [iso(span.from), iso(span.to)]).toEqual([iso(from), iso(to)]);
});

test('every word that the grammar offers is understood', () => {
  for (const word of relativeDates) expect(resolveDate(word, clock)).not.toBeNull();
});

test.each(['soon', '', '2026-02-30', 'last'])('"%s" is no date', (word) => {
  expect(resolveDate(word, clock)).toBeNull();
});
