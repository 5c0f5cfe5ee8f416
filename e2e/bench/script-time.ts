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

export interface ScriptTime {
  /** Milliseconds by the clock on the wall, what waited for a processor included. */
  readonly took: number;
  /** Of these, those on the processor. */
  readonly worked: number;
}

/** What a trace must hold to be asked for script time. */
export const scriptCategories = ['devtools.timeline'];

const scriptEvents = new Set(['EvaluateScript', 'FunctionCall', 'RunMicrotasks', 'v8.evaluateModule']);

/**
 * What scripts took on the page's own thread in a trace: the outermost events that run script, with all that they
 * bring about at once. Of several pages' threads, the one that ran most is taken.
 *
 * @throws Error when no page ran any
 */
export function scriptTime(trace: string): ScriptTime {
  const { traceEvents }: { traceEvents: readonly TraceEvent[] } = JSON.parse(trace);
  const pages = traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  const sums = pages.map((page) =>
    sumOutermost(traceEvents.filter(({ pid, tid }) => pid === page.pid && tid === page.tid)),
  );
  const [most] = sums.sort((one, other) => other.took - one.took);
  if (!most || most.took === 0) throw new Error('The trace holds no script of a page.');
  return most;
}

/** Of one thread. Scripts may call others within themselves. */
function sumOutermost(events: readonly TraceEvent[]): ScriptTime {
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
