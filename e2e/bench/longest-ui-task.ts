import { pageThreads, type TracedTime, type TraceEvent } from './page-threads.ts';

/** What a trace must hold to be asked for tasks. */
export const taskCategories = ['toplevel'];

/**
 * The longest tasks of the page's own thread in a trace, longest first. Of several pages' threads, the one that was
 * busy longest is taken.
 *
 * @throws Error when there is none
 */
export function longestUiTasks(trace: string, count: number): TracedTime[] {
  const tasks = pageThreads(trace).map(outermostTasks);
  const busy = (some: readonly TracedTime[]) => some.reduce((sum, { took }) => sum + took, 0);
  const [busiest = []] = tasks.sort((one, other) => busy(other) - busy(one));
  if (busiest.length === 0) throw new Error('The trace holds no task of a page.');
  return busiest.sort((one, other) => other.took - one.took).slice(0, count);
}

/** Of one thread. A task may run others within itself. */
function outermostTasks(events: readonly TraceEvent[]): TracedTime[] {
  const tasks: TracedTime[] = [];
  let end = 0;
  for (const { name, ph, ts = 0, dur = 0, tdur = 0 } of events.toSorted(
    (a, b) => (a.ts ?? 0) - (b.ts ?? 0),
  )) {
    if (ph !== 'X' || !name.endsWith('RunTask') || ts < end) continue;
    end = ts + dur;
    tasks.push({ took: dur / 1000, worked: tdur / 1000 });
  }
  return tasks;
}
