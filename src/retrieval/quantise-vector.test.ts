import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quantiseFinely, quantiseVector } from './quantise-vector.ts';

it('comes within half a step of every component', () => {
  const vectors = fc.float32Array({ minLength: 1, maxLength: 40, noNaN: true, min: -1, max: 1 });
  fc.assert(
    fc.property(vectors, (vector) => {
      const { values, scale } = quantiseVector(vector);
      vector.forEach((component, index) => {
        expect(Math.abs((values[index] ?? 0) * scale - component)).toBeLessThanOrEqual(scale * 0.5001);
      });
    }),
  );
});

it('bears a vector of nothing', () => {
  expect([...quantiseVector(new Float32Array(3)).values]).toEqual([0, 0, 0]);
});

it('comes within a 254th of half a step with the residual', () => {
  const vectors = fc.float32Array({ minLength: 1, maxLength: 40, noNaN: true, min: -1, max: 1 });
  fc.assert(
    fc.property(vectors, (vector) => {
      const { values, scale, residual } = quantiseFinely(vector);
      expect({ values, scale }).toEqual(quantiseVector(vector));
      vector.forEach((component, index) => {
        const restored = ((values[index] ?? 0) + (residual[index] ?? 0) / 254) * scale;
        expect(Math.abs(restored - component)).toBeLessThanOrEqual((scale * 0.5001) / 254);
      });
    }),
  );
});

it.each([Number.NaN, 1 / 0, -1 / 0])('refuses %s, which no vector holds', (component) => {
  expect(() => quantiseVector(Float32Array.of(0.5, component))).toThrow(RangeError);
});
