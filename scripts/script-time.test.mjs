import { expect, it } from 'vitest';
import { scriptTime } from '../e2e/bench/script-time.ts';

const thread = (/** @type {number} */ pid, /** @type {number} */ tid, /** @type {string} */ name) => ({
  ...{ name: 'thread_name', ph: 'M', pid, tid },
  args: { name },
});
/** All times in milliseconds; half of each is work. */
const event = (
  /** @type {number} */ tid,
  /** @type {number} */ at,
  /** @type {number} */ took,
  name = 'FunctionCall',
) => ({ name, ph: 'X', pid: 7, tid, ts: at * 1000, dur: took * 1000, tdur: took * 500 });
const time = (/** @type {object[]} */ ...traceEvents) => scriptTime(JSON.stringify({ traceEvents }));

it('adds up what ran script on the page, each once, and nothing of a worker', () => {
  const threads = [thread(7, 1, 'CrRendererMain'), thread(7, 2, 'DedicatedWorker thread')];
  const page = [
    event(1, 0, 10),
    event(1, 2, 5, 'RunMicrotasks'),
    event(1, 20, 4),
    event(1, 30, 50, 'Layout'),
  ];
  expect(time(...threads, ...page, event(2, 0, 900))).toEqual({ took: 14, worked: 7 });
});

it('does not take a trace without script for one that took no time', () => {
  expect(() => time(thread(7, 1, 'CrRendererMain'))).toThrow('no script of a page');
});
