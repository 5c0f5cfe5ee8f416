import { expect, test } from 'vitest';
import { localDay, localTime, timeAgo } from './local-time.ts';

const clockAt = (now: string) => ({ now: () => Date.parse(now), timeZone: 'Europe/Berlin' });

test("times are shown in the person's zone", () => {
  expect(localTime(Date.parse('2026-11-20T23:30:00Z'), 'Europe/Berlin')).toBe('Sat 21 Nov 2026, 00:30');
});

test.each([
  ['2026-11-20T11:59:30Z', 'just now'],
  ['2026-11-20T11:58:00Z', '2 minutes ago'],
  ['2026-11-20T10:00:00Z', '2 hours ago'],
  ['2026-11-19T11:00:00Z', '1 day ago'],
  ['2026-10-30T12:00:00Z', '3 weeks ago'],
  ['2024-11-19T12:00:00Z', '2 years ago'],
  ['2026-11-21T12:00:00Z', 'just now'],
])('%s was %s', (then, said) => {
  expect(timeAgo(Date.parse(then), clockAt('2026-11-20T12:00:00Z'))).toBe(said);
});

test.each([
  ['2026-11-20', 'Europe/Berlin', '2026-11-19T23:00:00.000Z', '2026-11-20T22:59:59.999Z'],
  // The clocks go back: the day has 25 hours.
  ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999Z'],
  // The clocks go forward: 23 hours.
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'],
  ['2026-02-28', 'America/New_York', '2026-02-28T05:00:00.000Z', '2026-03-01T04:59:59.999Z'],
])('the day %s in %s', (date, timeZone, from, to) => {
  const day = localDay(date, timeZone);
  expect(day && [new Date(day.from).toISOString(), new Date(day.to).toISOString()]).toEqual([from, to]);
});

test.each(['2026-02-30', '2026-13-01', 'yesterday', '2026-1-1', ''])('%s is no day', (date) => {
  expect(localDay(date, 'UTC')).toBeNull();
});
