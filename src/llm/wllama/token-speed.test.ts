import { describe, expect, it } from 'vitest';
import { tokenSpeed } from './token-speed.ts';

const speed = { readWeightsPerSecond: 2.5e9, writeWeightsPerSecond: 1.8e9, threads: 1 };

describe('tokenSpeed', () => {
  it('divides the trial’s speed by the model’s weights', () => {
    expect(tokenSpeed({ parameters: '500M', downloadMb: 531 }, speed)).toEqual({ read: 5, write: 3.6 });
  });

  it('goes by the bytes a weight takes: four bits and half floats are slower than the trial’s eight', () => {
    const at = (downloadMb: number) => tokenSpeed({ parameters: '1B', downloadMb }, speed)?.read ?? 0;
    expect(at(560)).toBeLessThan(at(1060));
    expect(at(2000)).toBeLessThan(at(560));
  });

  it('takes the file’s size where the number of weights is not known', () => {
    expect(tokenSpeed({ parameters: '', downloadMb: 600 }, speed)?.write).toBeCloseTo(0.65 * 1.8);
    expect(tokenSpeed({ parameters: '', downloadMb: 0 }, speed)).toBeNull();
  });
});
