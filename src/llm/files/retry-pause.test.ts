import { describe, expect, it, vi } from 'vitest';
import { retryPause, usualRetryTimes } from './retry-pause.ts';
import type { Surroundings } from './surroundings.ts';

/** Time stands still: what is slept is noted, and ends at once or when the test says so. */
class StillWorld implements Surroundings {
  readonly slept: number[] = [];
  readonly onWaiting = vi.fn();
  isOn = true;
  chance = 0;
  sleeping: Promise<void> = Promise.resolve();
  online: Promise<void> = new Promise(() => {});
  readonly stop = new AbortController();

  fetch = () => Promise.reject(new Error('not asked'));
  now = () => 0;
  date = () => 0;
  random = () => this.chance;
  isOnline = () => this.isOn;
  untilOnline = () => this.online;
  estimate = () => Promise.resolve(null);
  sleep = (ms: number) => {
    this.slept.push(ms);
    return this.sleeping;
  };

  pause(failed: number, retryAfterMs: number | null = null): Promise<void> {
    const { signal } = this.stop;
    return retryPause(failed, retryAfterMs, this.onWaiting, {
      surroundings: this,
      times: usualRetryTimes,
      signal,
    });
  }
}

describe('retryPause', () => {
  it('doubles with each try, half of it by chance', async () => {
    const world = new StillWorld();
    for (const failed of [1, 2, 3]) await world.pause(failed);
    world.chance = 1;
    for (const failed of [1, 2, 3]) await world.pause(failed);
    expect(world.slept).toEqual([500, 1000, 2000, 1000, 2000, 4000]);
    expect(world.onWaiting).not.toHaveBeenCalled();
  });

  it('tells that the connection is gone after several tries, and tries on slowly without end', async () => {
    const world = new StillWorld();
    for (const failed of [4, 5, 500]) await world.pause(failed);
    expect(world.slept).toEqual([15_000, 15_000, 15_000]);
    expect(world.onWaiting).toHaveBeenCalledTimes(3);
  });

  it('waits at once when the browser says that there is no network, until it says otherwise', async () => {
    const world = new StillWorld();
    world.isOn = false;
    world.sleeping = new Promise(() => {});
    let comeBack = () => {};
    world.online = new Promise((resolve) => {
      comeBack = resolve;
    });
    let isOver = false;
    const pausing = world.pause(1).then(() => {
      isOver = true;
    });
    await Promise.resolve();
    expect(world.onWaiting).toHaveBeenCalledOnce();
    expect(isOver).toBe(false);
    comeBack();
    await pausing;
  });

  it('leaves a host alone for as long as it asks, within reason, whatever the browser says', async () => {
    const world = new StillWorld();
    world.online = Promise.resolve();
    await world.pause(1, 7000);
    await world.pause(4, 45_000);
    await world.pause(1, 9e9);
    expect(world.slept).toEqual([7000, 45_000, 600_000]);
  });

  it('ends with the signal’s reason', async () => {
    const world = new StillWorld();
    world.sleeping = Promise.reject(new Error('Enough.'));
    await expect(world.pause(1)).rejects.toThrow('Enough.');
    await expect(world.pause(9)).rejects.toThrow('Enough.');
  });
});
