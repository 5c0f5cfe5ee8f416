import { residualSteps } from './scan/layout.ts';

/** A unit vector in one byte a dimension: `values[i] * scale` approximates component i. */
export interface QuantisedVector {
  readonly values: Int8Array;
  readonly scale: number;
  /**
   * What rounding to `values` took off, in 254ths of a step: `(values[i] + residual[i] / 254) * scale` is a
   * component to 16 bits. An index that has it ranks as whole vectors would.
   */
  readonly residual?: Int8Array | undefined;
}

/** Largest value of a component. */
const mostSteps = 127;
/** Smaller scales would lose digits as 32-bit floats. */
const leastScale = 2 ** -126;

/**
 * Symmetric int8 quantisation by the largest component. By these values alone recall of the exact top ten is
 * 0.98 (facts/retrieval.md, B1). Throws `RangeError` on a component that is not finite.
 */
export function quantiseVector(vector: Float32Array): QuantisedVector {
  const scale = scaleOf(vector);
  const values = new Int8Array(vector.length);
  for (let index = 0; index < vector.length; index++) {
    values[index] = rounded((vector[index] ?? 0) / scale);
  }
  return { values, scale };
}

/** The same, with the residual: twice the bytes, and a recall of the exact top ten of over 0.999. */
export function quantiseFinely(vector: Float32Array): QuantisedVector & { readonly residual: Int8Array } {
  const { values, scale } = quantiseVector(vector);
  const residual = new Int8Array(vector.length);
  for (let index = 0; index < vector.length; index++) {
    const rest = (vector[index] ?? 0) / scale - (values[index] ?? 0);
    residual[index] = rounded(rest * residualSteps);
  }
  return { values, scale, residual };
}

/** Four times as fast as `Math.round`, of which 100,000 vectors need 77 million. */
function rounded(steps: number): number {
  return Math.floor(steps + 0.5);
}

function scaleOf(vector: Float32Array): number {
  let largest = 0;
  for (let index = 0; index < vector.length; index++) {
    const size = Math.abs(vector[index] ?? 0);
    if (!(size < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`A vector holds ${vector[index]}, which is no direction. It was not taken in.`);
    }
    if (size > largest) largest = size;
  }
  const scale = Math.fround(largest / mostSteps);
  // Of numbers so small nothing is left but zeros.
  return scale < leastScale ? 1 : scale;
}
