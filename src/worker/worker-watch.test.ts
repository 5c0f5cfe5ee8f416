import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WorkerWatch } from './worker-watch.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watched() {
  const silent: number[] = [];
  return { silent, watch: new WorkerWatch((ms) => silent.push(ms)) };
}

test('a worker that owes something and says nothing is silent after that time, once', () => {
  const { silent, watch } = watched();
  watch.begin(1000);
  vi.advanceTimersByTime(999);
  expect(silent).toEqual([]);
  vi.advanceTimersByTime(10_000);
  expect(silent).toEqual([1000]);
});

test('every message begins the time anew', () => {
  const { silent, watch } = watched();
  watch.begin(1000);
  for (let message = 0; message < 20; message += 1) {
    vi.advanceTimersByTime(900);
    watch.heard();
  }
  expect(silent).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(silent).toEqual([1000]);
});

test('who owes nothing may be silent for ever', async () => {
  const { silent, watch } = watched();
  watch.heard();
  await watch.during(1000, Promise.resolve());
  await expect(watch.during(1000, Promise.reject(new Error('No.')))).rejects.toThrow('No.');
  watch.begin(1000).end();
  watch.begin(1000);
  watch.end();
  vi.advanceTimersByTime(1e6);
  expect(silent).toEqual([]);
});

test('what waits for one another has the time of all, and what ends takes its own away', () => {
  const { silent, watch } = watched();
  const first = watch.begin(1000);
  watch.begin(500);
  vi.advanceTimersByTime(1400);
  expect(silent).toEqual([]);
  first.set(100);
  first.end();
  first.set(10_000);
  vi.advanceTimersByTime(499);
  expect(silent).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(silent).toEqual([500]);
});

test('a device that sleeps is not taken for a worker that hangs', () => {
  const { silent, watch } = watched();
  watch.begin(1000);
  // However long it slept: the timer that was due meanwhile goes off, and no other.
  vi.advanceTimersToNextTimer();
  vi.advanceTimersToNextTimer();
  expect(silent).toEqual([]);
});
