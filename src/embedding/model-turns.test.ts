import { expect, it } from 'vitest';
import { ModelTurns } from './model-turns.ts';

/** A pass that holds the model, as the real one does, until the test ends it. */
function heldPass() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { pass: () => ended, end };
}

it('lets what is asked now wait for the pass under way, and for no other', async () => {
  const turns = new ModelTurns();
  const done: string[] = [];
  const note = (name: string) => async () => void done.push(name);
  const underWay = heldPass();
  const all = [turns.take('later', underWay.pass).then(note('under way'))];
  for (const name of ['backlog 1', 'backlog 2']) all.push(turns.take('later', note(name)));
  for (const name of ['question 1', 'question 2']) all.push(turns.take('now', note(name)));
  underWay.end();
  await Promise.all(all);
  expect(done).toEqual(['under way', 'question 1', 'question 2', 'backlog 1', 'backlog 2']);
});

it('hears between two passes of what arrived during the first', async () => {
  const turns = new ModelTurns();
  const done: string[] = [];
  const { port1: here, port2: caller } = new MessageChannel();
  const asked = new Promise<void>((resolve) => {
    here.onmessage = () => resolve(turns.take('now', async () => void done.push('question')));
  });
  // Settles without letting events in, as WebAssembly does; the message comes in the middle.
  const busy = async () => {
    caller.postMessage(null);
    done.push('backlog');
  };
  await Promise.all([turns.take('later', busy), turns.take('later', busy), asked]);
  here.close();
  expect(done).toEqual(['backlog', 'question', 'backlog']);
});

it('goes on after a pass that failed', async () => {
  const turns = new ModelTurns();
  const failed = turns.take('now', () => Promise.reject(new Error('no')));
  const next = turns.take('later', async () => 'done');
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe('done');
  expect(await turns.take('later', async () => 'again')).toBe('again');
});
