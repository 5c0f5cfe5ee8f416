import type { Clock } from './clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "Fri 20 Nov 2026, 14:05" in the person's time zone: short, and without a format the model must parse. */
export function localTime(at: number, timeZone: string): string {
  const parts = minuteFormat(timeZone).formatToParts(at);
  const value = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return `${value('weekday')} ${value('day')} ${value('month')} ${value('year')}, ${value('hour')}:${value('minute')}`;
}

/** A format is dear to make (a tenth of a millisecond) and cheap to use. */
const minuteFormats = new Map<string, Intl.DateTimeFormat>();

function minuteFormat(timeZone: string): Intl.DateTimeFormat {
  const known = minuteFormats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  minuteFormats.set(timeZone, format);
  return format;
}

/** "3 weeks ago", "just now": models reason better about spans than about two dates. */
export function timeAgo(at: number, clock: Clock): string {
  const elapsed = Math.max(0, clock.now() - at);
  if (elapsed < MINUTE) return 'just now';
  const units: readonly [string, number][] = [
    ['year', 365 * DAY],
    ['month', 30 * DAY],
    ['week', 7 * DAY],
    ['day', DAY],
    ['hour', HOUR],
    ['minute', MINUTE],
  ];
  for (const [name, length] of units) {
    const count = Math.floor(elapsed / length);
    if (count > 0) return `${count} ${name}${count === 1 ? '' : 's'} ago`;
  }
  return 'just now';
}

/**
 * The span of a calendar day (`YYYY-MM-DD`) in the person's time zone, as milliseconds since 1970, both ends
 * inclusive; `null` when the text is no such date.
 */
export function localDay(date: string, timeZone: string): { from: number; to: number } | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  if (!match) return null;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const utc = Date.UTC(year, month - 1, day);
  if (new Date(utc).getUTCDate() !== day || month < 1 || month > 12) return null;
  const from = utc - offsetAt(utc, timeZone);
  const nextUtc = Date.UTC(year, month - 1, day + 1);
  return { from, to: nextUtc - offsetAt(nextUtc, timeZone) - 1 };
}

/** How far the zone's wall clock is ahead of UTC at a wall-clock time read as UTC, in milliseconds. */
function offsetAt(wallClock: number, timeZone: string): number {
  const first = wallClockOffset(wallClock, timeZone);
  // The guess is off by the zone's own offset; a second look settles days on which the clocks change.
  return wallClockOffset(wallClock - first, timeZone);
}

function wallClockOffset(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(at);
  const value = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  const wall = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  );
  return wall - Math.floor(at / 1000) * 1000;
}
