import { pageThreads, type TracedTime, type TraceEvent } from './page-threads.ts';

/** What a trace must hold to be asked for script time. */
export const scriptCategories = ['devtools.timeline'];

const scriptEvents = new Set(['EvaluateScript', 'FunctionCall', 'RunMicrotasks', 'v8.evaluateModule']);

/**
 * What scripts took on the page's own thread in a trace: the outermost events that run script, with all that they
 * bring about at once. Of several pages' threads, the one that ran most is taken.
 *
 * @throws Error when no page ran any
 */
export function scriptTime(trace: string): TracedTime {
  const sums = pageThreads(trace).map(sumOutermost);
  const [most] = sums.sort((one, other) => other.took - one.took);
  if (!most || most.took === 0) throw new Error('The trace holds no script of a page.');
  return most;
}

/** Of one thread. Scripts may call others within themselves. */
function sumOutermost(events: readonly TraceEvent[]): TracedTime {
  let took = 0;
  let worked = 0;
  let end = 0;
  for (const { name, ph, ts = 0, dur = 0, tdur = 0 } of events.toSorted(
    (a, b) => (a.ts ?? 0) - (b.ts ?? 0),
  )) {
    if (ph !== 'X' || !scriptEvents.has(name) || ts < end) continue;
    end = ts + dur;
    took += dur / 1000;
    worked += tdur / 1000;
  }
  return { took, worked };
}
