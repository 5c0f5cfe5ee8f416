import { type RankedSlot, TopRanked } from '../../src/retrieval/top-ranked.ts';
import type { VectorSet } from './vector-sets.ts';

/**
 * The baseline: exact search by an unrolled loop over a Float32Array, eight components at a time in four sums,
 * with the app's own heap for the best.
 */
export function plainVectorScan(
  { values, count, dimensions }: VectorSet,
  query: Float32Array,
  limit: number,
) {
  const top = new TopRanked(limit);
  for (let row = 0; row < count; row++) top.offer(row, dot(values, row * dimensions, query));
  return top.sorted() as readonly RankedSlot[];
}

function dot(values: Float32Array, start: number, query: Float32Array): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let i = 0; i < query.length; i += 8) {
    const at = start + i;
    first += (query[i] as number) * (values[at] as number);
    second += (query[i + 1] as number) * (values[at + 1] as number);
    third += (query[i + 2] as number) * (values[at + 2] as number);
    fourth += (query[i + 3] as number) * (values[at + 3] as number);
    first += (query[i + 4] as number) * (values[at + 4] as number);
    second += (query[i + 5] as number) * (values[at + 5] as number);
    third += (query[i + 6] as number) * (values[at + 6] as number);
    fourth += (query[i + 7] as number) * (values[at + 7] as number);
  }
  return first + second + third + fourth;
}
