import { expect, test } from 'vitest';
import { HeartbeatTimer } from './heartbeat-timer.ts';

function createTimer() {
  const running = new Map<number, { work: () => void; milliseconds: number }>();
  let beats = 0;
  let ids = 0;
  const timer = new HeartbeatTimer(() => beats++, {
    setInterval: (work, milliseconds) => {
      running.set(++ids, { work, milliseconds });
      return ids;
    },
    clearInterval: (id) => running.delete(id),
  });
  return { timer, running, beats: () => beats };
}

test('is off until an interval is chosen, and one runs at a time', () => {
  const { timer, running, beats } = createTimer();
  expect(running.size).toBe(0);
  timer.set(10);
  timer.set(5);
  expect([...running.values()].map((it) => it.milliseconds)).toEqual([300_000]);
  for (const { work } of running.values()) work();
  expect(beats()).toBe(1);
});

test('can be switched off', () => {
  const { timer, running } = createTimer();
  timer.set(10);
  timer.set(null);
  expect(running.size).toBe(0);
});
