import { biasedQueryAt, coarseQueryAt, fineQueryAt, restQueryAt, restSteps } from './scan/layout.ts';

/** The coarse query plus this is never negative: what the relaxed instruction asks for. */
const bias = 64;
const mostCoarse = 63;
/** As large as the sums of `refine` allow. */
const mostFine = 16_383;

/**
 * Writes a query into a kernel's memory in whole numbers, both coarse and fine, padded with zeros up to
 * `stride`. Returns what one fine step is worth. Throws `RangeError`, having written nothing, when a component
 * is not finite.
 */
export function writeQuery(buffer: ArrayBuffer, query: Float32Array, stride: number): number {
  const largest = largestOf(query);
  const biased = new Int8Array(buffer, biasedQueryAt, stride).fill(bias);
  const coarse = new Int16Array(buffer, coarseQueryAt, stride).fill(0);
  const fine = new Int16Array(buffer, fineQueryAt, stride).fill(0);
  const rest = new Int16Array(buffer, restQueryAt, stride).fill(0);
  if (largest === 0) return 0;
  for (let index = 0; index < query.length; index++) {
    const share = (query[index] ?? 0) / largest;
    const step = Math.round(share * mostCoarse);
    coarse[index] = step;
    biased[index] = step + bias;
    const steps = share * mostFine;
    fine[index] = Math.round(steps);
    rest[index] = Math.round((steps - Math.round(steps)) * restSteps);
  }
  return largest / mostFine;
}

function largestOf(query: Float32Array): number {
  let largest = 0;
  for (const component of query) {
    if (!Number.isFinite(component)) {
      throw new RangeError(`The query's vector holds ${component}. Nothing was searched.`);
    }
    largest = Math.max(largest, Math.abs(component));
  }
  return largest;
}
