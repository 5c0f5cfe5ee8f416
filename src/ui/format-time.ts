const clock = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit', hourCycle: 'h23' });
const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });
const dayAndYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** "14:05" */
export function formatClock(at: number): string {
  return clock.format(at);
}

/** "today", "yesterday", "12 March", "12 March 2024" */
export function formatDay(at: number, now = Date.now()): string {
  const days = daysBetween(at, now);
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayOfYear : dayAndYear).format(at);
}

/** "today, 14:05" */
export function formatMoment(at: number, now = Date.now()): string {
  return `${formatDay(at, now)}, ${formatClock(at)}`;
}

/** "380 ms", "4.2 s", "1 min 12 s" */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Midnights of local time between two moments. */
export function daysBetween(earlier: number, later: number): number {
  return Math.round((startOfDay(later) - startOfDay(earlier)) / 86_400_000);
}

/** The day of a moment in local time: from its first moment to that of the next day. */
export function dayAround(at: number): { readonly from: number; readonly to: number } {
  const day = new Date(at);
  return {
    from: startOfDay(at),
    to: new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime(),
  };
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
