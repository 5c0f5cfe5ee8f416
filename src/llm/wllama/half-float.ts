const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

/** The bits of a number as an IEEE 754 half, rounded to the nearest and to even in the middle. */
export function toHalf(value: number): number {
  single[0] = value;
  const word = bits[0] ?? 0;
  const sign = (word >>> 16) & 0x8000;
  const exponent = ((word >>> 23) & 0xff) - 112;
  const fraction = word & 0x7fffff;
  if (exponent >= 31) return sign | 0x7c00 | (exponent === 143 && fraction !== 0 ? 0x200 : 0);
  if (exponent > 0) return sign | roundOff((exponent << 23) | fraction, 13);
  // Below the smallest normal half the leading one is written out; below half the smallest, all is zero.
  return exponent < -10 ? sign : sign | roundOff(fraction | 0x800000, 14 - exponent);
}

function roundOff(value: number, shift: number): number {
  const kept = value >>> shift;
  const rest = value & ((1 << shift) - 1);
  const half = 1 << (shift - 1);
  return rest > half || (rest === half && (kept & 1) === 1) ? kept + 1 : kept;
}
