/*
 * Where everything lies in a scan kernel's memory, in bytes. TypeScript and the AssemblyScript under assembly/
 * read this same file, so that the two cannot disagree; it may hold nothing but constants.
 *
 * First what a query needs, then one block after another. A block holds everything of 4,096 slots, so that
 * growing adds a block and never moves one: scales (f32), biases (i32), the bits of live slots and those of
 * slots that a filter accepts, then the rows of values (i8) and the rows of residuals (i8). A row takes
 * `stride` bytes: the dimensions, rounded up to whole registers.
 */

export const rowsPerBlock = 4096;
/** A SIMD register: rows begin and end on its boundaries. */
export const registerBytes = 16;
/** Past it the four sums of `refine` would not fit 32 bits: 1,024 products of -128 and 16,383 in each. */
export const largestDimensions = 4096;
export const mostCandidates = 4096;
export const blockShift = 12;

/** The coarse query plus 64, as i8. */
export const biasedQueryAt = 0;
/** The coarse query, from -63 to 63, as i16. */
export const coarseQueryAt = 4096;
/** The fine query, from -16383 to 16383, as i16. */
export const fineQueryAt = 12288;
/** What rounding to the fine query took off, in 16,384ths of its step, as i16. */
export const restQueryAt = 86016;
/** f32 each. */
export const candidateScoresAt = 20480;
/** u32 each. */
export const candidateSlotsAt = 36864;
/** f64 each. */
export const fineScoresAt = 53248;
export const blocksAt = 131072;

/** Within a block. */
export const scalesIn = 0;
export const biasesIn = 16384;
export const liveIn = 32768;
export const acceptedIn = 33280;
export const valuesIn = 36864;

/** Steps of a residual in one step of a value. */
export const residualSteps = 254;
/** Steps of the query's rest in one fine step. */
export const restSteps = 16384;
