/** From the fastest to the one that runs anywhere. */
export const kernelNames = ['relaxed', 'simd', 'plain'] as const;
export type KernelName = (typeof kernelNames)[number];

/**
 * Compares rows of int8 values with a query, in a memory laid out as layout.ts says. Its caller writes rows,
 * bits and the query there, and reads the candidates. Every kernel computes in whole numbers and rounds in the
 * same places, so that all give the same scores to the last bit.
 */
export interface ScanKernel {
  readonly name: KernelName;
  /** The memory; another object after `grow`, with the same contents. */
  readonly buffer: ArrayBuffer;

  /** Makes the memory at least that many bytes. Throws `RangeError` and leaves it as it is when there are none. */
  grow(bytes: number): void;

  /** Must follow every change of values, for the slots that changed. */
  digest(stride: number, from: number, to: number): void;

  /**
   * Compares the coarse query with the slots whose bit is set among those before `slots`: the accepted bits
   * when `filtered`, else the live ones. Leaves the best `mostHeld` as candidates, in no order; the higher slot
   * is the better of two equals. Returns how many there are.
   */
  scan(stride: number, slots: number, filtered: boolean, mostHeld: number): number;

  /**
   * Compares the fine query with the first `count` candidates: their values and, when `fine`, their residuals.
   * A score counts steps of query, scale and residual.
   */
  refine(stride: number, count: number, fine: boolean): void;
}
