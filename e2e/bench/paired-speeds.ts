/** Times of two ways to do the same, in milliseconds; `ours[i]` and `theirs[i]` were measured in turn. */
export interface PairedTimes {
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
}

export interface PairedRuns {
  readonly pairs: number;
  /** How often in a row each is done and timed as one: enough for the clock to tell times apart. */
  readonly repeats?: { readonly ours: number; readonly theirs: number };
  readonly ours: (pair: number) => unknown;
  readonly theirs: (pair: number) => unknown;
}

/** Pairs at the beginning that are not measured: the code is not yet compiled. */
const WARM_UP = 5;

/**
 * Does one and then the other, and the other way round in the next pair. What a busy machine takes from both
 * alike cancels out in each pair's ratio; the median of the ratios bears the rest.
 */
export async function pairedTimes({ pairs, repeats, ours, theirs }: PairedRuns): Promise<PairedTimes> {
  const times: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  for (let pair = -WARM_UP; pair < pairs; pair++) {
    const runs = [
      async () => times.ours.push(await timed(ours, Math.max(0, pair), repeats?.ours)),
      async () => times.theirs.push(await timed(theirs, Math.max(0, pair), repeats?.theirs)),
    ];
    for (const run of pair % 2 === 0 ? runs : runs.toReversed()) await run();
  }
  return { ours: times.ours.slice(WARM_UP), theirs: times.theirs.slice(WARM_UP) };
}

/** How many times as long they take as we do: over 1, we are faster. */
export function speedup({ ours, theirs }: PairedTimes): number {
  return median(ours.map((time, pair) => (theirs[pair] ?? Number.NaN) / time));
}

/** Throws on an empty list. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('Nothing was measured.');
  return middle;
}

async function timed(run: (pair: number) => unknown, pair: number, repeats = 1): Promise<number> {
  const startedAt = performance.now();
  for (let repeat = 0; repeat < repeats; repeat++) {
    const result = run(pair);
    if (result instanceof Promise) await result;
  }
  return (performance.now() - startedAt) / repeats;
}
