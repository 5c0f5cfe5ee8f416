/** One event of a trace as Chromium writes it; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: unknown };
}

export interface UiTask {
  /** Milliseconds by the clock on the wall. */
  readonly took: number;
  /** Of these, those on the processor: on a busy machine a task waits most of its time. */
  readonly worked: number;
}

/** What a trace must hold to be asked for tasks. */
export const taskCategories = ['toplevel'];

/**
 * The longest tasks of the page's own thread in a trace, longest first. Of several pages' threads, the one that was
 * busy longest is taken.
 *
 * @throws Error when there is none
 */
export function longestUiTasks(trace: string, count: number): UiTask[] {
  const { traceEvents }: { traceEvents: readonly TraceEvent[] } = JSON.parse(trace);
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const pages = traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  const tasks = pages.map((page) =>
    outermostTasks(traceEvents.filter((it) => threadOf(it) === threadOf(page))),
  );
  const busy = (some: readonly UiTask[]) => some.reduce((sum, { took }) => sum + took, 0);
  const [busiest = []] = tasks.sort((one, other) => busy(other) - busy(one));
  if (busiest.length === 0) throw new Error('The trace holds no task of a page.');
  return busiest.sort((one, other) => other.took - one.took).slice(0, count);
}

/** Of one thread. A task may run others within itself. */
function outermostTasks(events: readonly TraceEvent[]): UiTask[] {
  const tasks: UiTask[] = [];
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
