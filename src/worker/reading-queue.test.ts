import { beforeEach, expect, it } from 'vitest';
import { ReadingQueue } from './reading-queue.ts';

const small = 1000;
const large = 5 * 1024 * 1024;

let begun: string[];
let ending: Map<string, () => void>;
let queue: ReadingQueue;

beforeEach(() => {
  begun = [];
  ending = new Map();
  queue = new ReadingQueue();
});

/** Is read until `finish`, or until it is told to stop. */
function add(id: string, bytes: number): void {
  queue.add({
    id,
    bytes,
    run: (signal) =>
      new Promise((resolve) => {
        begun.push(id);
        ending.set(id, () => resolve(true));
        signal.addEventListener('abort', () => resolve(false));
      }),
  });
}

async function finish(id: string): Promise<void> {
  ending.get(id)?.();
  await new Promise((resolve) => setTimeout(resolve));
}

it('a small file does not wait for a large one, and large ones wait for each other', async () => {
  add('book', large);
  add('other book', large);
  add('letter', small);
  expect(begun).toEqual(['book', 'letter']);
  await finish('book');
  expect(begun).toEqual(['book', 'letter', 'other book']);
});

it('of those that wait, the smallest is next, and the first of two alike', async () => {
  add('first', small);
  add('long', 3 * small);
  add('one', small);
  add('other', small);
  for (const id of ['first', 'one', 'other']) await finish(id);
  expect(begun).toEqual(['first', 'one', 'other', 'long']);
});

it('what is taken out is ended at once and not begun again, and the next one goes on', async () => {
  add('a', small);
  add('b', small);
  add('c', small);
  await queue.takeOut('b');
  await queue.takeOut('a');
  await finish('c');
  expect(begun).toEqual(['a', 'c']);
});

it('while it is held nothing is read, and what was under way begins anew afterwards', async () => {
  add('a', small);
  add('b', 2 * small);
  await queue.hold(true);
  add('c', 3 * small);
  await finish('a');
  expect(begun).toEqual(['a']);
  await queue.hold(false);
  expect(begun).toEqual(['a', 'a']);
  for (const id of ['a', 'b', 'c']) await finish(id);
  expect(begun).toEqual(['a', 'a', 'b', 'c']);
});

it('one that is held from the start begins with nothing', async () => {
  queue = new ReadingQueue(true);
  add('a', small);
  expect(begun).toEqual([]);
  await queue.hold(false);
  expect(begun).toEqual(['a']);
});
