import type { Clock } from './clock.ts';
import { localDay } from './local-time.ts';

/** A span of time in milliseconds since 1970, both ends inclusive. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** Relative words that stand for a span of days, as the grammar offers them. */
export const relativeDates = [
  'today',
  'yesterday',
  'this week',
  'last week',
  'this month',
  'last month',
  'this year',
  'last year',
  'last monday',
  'last tuesday',
  'last wednesday',
  'last thursday',
  'last friday',
  'last saturday',
  'last sunday',
] as const;

export type RelativeDate = (typeof relativeDates)[number];

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/**
 * The span that a date stands for: a day `YYYY-MM-DD`, or a relative word by the system's clock and the
 * person's time zone (small models can't reckon dates). Weeks begin on Monday. `null` when it is neither.
 */
export function resolveDate(date: string, clock: Clock): TimeSpan | null {
  const day = localDay(date, clock.timeZone);
  if (day) return day;
  const today = calendarDay(clock);
  const span = relativeSpan(date.trim().toLowerCase(), today);
  if (!span) return null;
  const first = localDay(isoDate(span.first), clock.timeZone);
  const last = localDay(isoDate(span.last), clock.timeZone);
  return first && last && { from: first.from, to: last.to };
}

/** Calendar days are reckoned as UTC midnights, which no change of clocks shifts. */
interface DaySpan {
  readonly first: Date;
  readonly last: Date;
}

function relativeSpan(word: string, today: Date): DaySpan | null {
  const monday = addDays(today, -weekday(today));
  const [year, month] = [today.getUTCFullYear(), today.getUTCMonth()];
  switch (word) {
    case 'today':
      return { first: today, last: today };
    case 'yesterday':
      return { first: addDays(today, -1), last: addDays(today, -1) };
    case 'this week':
      return { first: monday, last: today };
    case 'last week':
      return { first: addDays(monday, -7), last: addDays(monday, -1) };
    case 'this month':
      return { first: new Date(Date.UTC(year, month, 1)), last: today };
    case 'last month':
      return { first: new Date(Date.UTC(year, month - 1, 1)), last: new Date(Date.UTC(year, month, 0)) };
    case 'this year':
      return { first: new Date(Date.UTC(year, 0, 1)), last: today };
    case 'last year':
      return { first: new Date(Date.UTC(year - 1, 0, 1)), last: new Date(Date.UTC(year - 1, 11, 31)) };
  }
  const wanted = weekdays.indexOf(word.replace(/^last /, ''));
  if (wanted < 0) return null;
  const daysAgo = (weekday(today) - wanted + 7) % 7 || 7;
  return { first: addDays(today, -daysAgo), last: addDays(today, -daysAgo) };
}

function calendarDay(clock: Clock): Date {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: clock.timeZone }).format(clock.now());
  return new Date(`${parts}T00:00:00Z`);
}

function weekday(date: Date): number {
  return (date.getUTCDay() + 6) % 7;
}

function addDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * 86_400_000);
}

function isoDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}
