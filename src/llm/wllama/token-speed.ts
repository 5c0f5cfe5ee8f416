import type { CpuSpeed, TokenSpeed } from '../cpu-speed.ts';
import type { GgufRow } from '../model-row.ts';

/** Bytes a weight in the common four-bit files, for models whose number of weights is not known. */
const usualBytes = 0.6;

/**
 * Tokens a second that a model may reach here, from a trial; `null` when its size is not known. A bound of the
 * right order, not a promise: a long prompt makes each token slower.
 */
export function tokenSpeed(
  { parameters, downloadMb }: Pick<GgufRow, 'parameters' | 'downloadMb'>,
  { readWeightsPerSecond, writeWeightsPerSecond }: CpuSpeed,
): TokenSpeed | null {
  const weights = toWeights(parameters) ?? (downloadMb * 1e6) / usualBytes;
  if (weights <= 0) return null;
  const pace = paceOf((downloadMb * 1e6) / weights);
  return { read: (pace * readWeightsPerSecond) / weights, write: (pace * writeWeightsPerSecond) / weights };
}

/** "360M", "1.5B". */
function toWeights(parameters: string): number | null {
  const match = /^\s*([\d.]+)\s*([MB])\b/i.exec(parameters);
  const count = Number(match?.[1]);
  if (!match || !(count > 0)) return null;
  return count * (match[2]?.toUpperCase() === 'B' ? 1e9 : 1e6);
}

/** Against the trial's q8_0, by bytes a weight: four bits took 1.5 times as long, half floats twice (measured). */
function paceOf(bytesPerWeight: number): number {
  if (bytesPerWeight > 1.5) return 0.5;
  return bytesPerWeight > 0.9 ? 1 : 0.65;
}
