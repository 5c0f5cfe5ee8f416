import { describe, expect, it } from 'vitest';
import { toHalf } from './half-float.ts';

describe('toHalf', () => {
  it('gives back every half that there is', () => {
    const all = Array.from({ length: 0x7c00 }, (_, bits) => bits);
    expect(all.filter((bits) => toHalf(fromHalf(bits)) !== bits)).toEqual([]);
    expect(all.filter((bits) => toHalf(-fromHalf(bits)) !== (bits | 0x8000))).toEqual([]);
  });

  it('rounds to the nearest, and to even in the middle', () => {
    for (const bits of [0x0001, 0x0400, 0x3c00, 0x3c01, 0x7bfe]) {
      const [here, there] = [fromHalf(bits), fromHalf(bits + 1)];
      expect(toHalf(here + (there - here) * 0.49)).toBe(bits);
      expect(toHalf(here + (there - here) * 0.51)).toBe(bits + 1);
      expect(toHalf((here + there) / 2)).toBe(bits + (bits & 1));
    }
  });

  it('keeps what is too large or no number apart', () => {
    expect(toHalf(65_519)).toBe(0x7bff);
    expect(toHalf(65_520)).toBe(0x7c00);
    expect(toHalf(Number.NEGATIVE_INFINITY)).toBe(0xfc00);
    expect(toHalf(Number.NaN) & 0x7fff).toBeGreaterThan(0x7c00);
    expect(toHalf(1e-9)).toBe(0);
  });
});

/** By the definition: sign, five bits of exponent, ten of fraction. */
function fromHalf(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  return exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
}
