import { describe, expect, it } from 'vitest';
import { trialShape } from './trial-gguf.ts';
import { tryCpu } from './try-cpu.ts';

/** As small as it may be and still be run as the real one is. */
const small = { ...trialShape, layers: 1 };

describe('tryCpu', () => {
  it('measures reading and writing, and ends', async () => {
    const speed = await tryCpu(undefined, small);
    expect(speed.readWeightsPerSecond).toBeGreaterThan(1e6);
    expect(speed.writeWeightsPerSecond).toBeGreaterThan(1e6);
    expect(speed.threads).toBeGreaterThanOrEqual(1);
  });

  it('can be stopped at any time', async () => {
    for (const after of [0, 50, 400]) {
      const stop = new AbortController();
      const trial = tryCpu(stop.signal);
      setTimeout(() => stop.abort(), after);
      await expect(trial).rejects.toMatchObject({ name: 'LoadFailure', code: 'aborted' });
    }
  });
});
