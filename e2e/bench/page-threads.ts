/** One event of a trace as Chromium writes it; times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: unknown };
}

/** Milliseconds of something in a trace. */
export interface TracedTime {
  /** By the clock on the wall, what waited for a processor included. */
  readonly took: number;
  /** Of these, those on the processor: on a busy machine a task waits most of its time. */
  readonly worked: number;
}

/** The events of each page's own thread in a trace. */
export function pageThreads(trace: string): TraceEvent[][] {
  const { traceEvents }: { traceEvents: readonly TraceEvent[] } = JSON.parse(trace);
  const pages = traceEvents.filter(
    ({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain',
  );
  return pages.map((page) => traceEvents.filter(({ pid, tid }) => pid === page.pid && tid === page.tid));
}
