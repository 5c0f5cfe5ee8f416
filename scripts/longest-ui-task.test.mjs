import { expect, it } from 'vitest';
import { longestUiTasks } from '../e2e/bench/longest-ui-task.ts';

const thread = (/** @type {number} */ pid, /** @type {number} */ tid, /** @type {string} */ name) => ({
  ...{ name: 'thread_name', ph: 'M', pid, tid },
  args: { name },
});
/** All times in milliseconds; half of each task is work. */
const task = (
  /** @type {number} */ pid,
  /** @type {number} */ tid,
  /** @type {number} */ at,
  /** @type {number} */ took,
  name = 'ThreadControllerImpl::RunTask',
) => ({ name, ph: 'X', pid, tid, ts: at * 1000, dur: took * 1000, tdur: took * 500 });
const longest = (/** @type {object[]} */ ...traceEvents) =>
  longestUiTasks(JSON.stringify({ traceEvents }), 2);

it('counts the outermost tasks of the page that was busiest, and of no worker or spare page', () => {
  const page = thread(7, 1, 'CrRendererMain');
  const worker = thread(7, 2, 'DedicatedWorker thread');
  const spare = thread(8, 1, 'CrRendererMain');
  const tasks = [task(7, 1, 50, 31.5), task(7, 1, 51, 30), task(7, 1, 10, 12), task(7, 1, 90, 20)];
  const others = [task(7, 2, 0, 900), task(8, 1, 0, 40), task(7, 1, 200, 80, 'FunctionCall')];
  expect(longest(...others, ...tasks, page, worker, spare)).toEqual([
    { took: 31.5, worked: 15.75 },
    { took: 20, worked: 10 },
  ]);
});

it('does not take a trace without tasks for one without long tasks', () => {
  expect(() => longest(thread(7, 1, 'CrRendererMain'))).toThrow('no task of a page');
});
