import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStores } from './open-stores.ts';

let name: string;
beforeEach(() => {
  name = `killed ${crypto.randomUUID()}`;
});
afterEach(() => void indexedDB.deleteDatabase(name));

it.each([1, 7, 20, 33])(
  'a worker killed after commit %i leaves whole commits and loses none',
  async (kill) => {
    const acknowledged = await killedAfter(kill);
    const { memory, library, workspace, close } = await openStores({ name });
    const edits = (await workspace.blockEdits('a1')).length;
    // One more may have been written without its answer getting through.
    expect(edits).toBeGreaterThan(acknowledged);
    const numbers = Array.from({ length: edits }, (_, number) => number);
    expect(await memory.messages(numbers.map((number) => `m${number}`))).toHaveLength(edits);
    expect(await memory.messages([`m${edits}`])).toEqual([]);
    expect(await workspace.notes()).toHaveLength(edits);
    expect(await library.queueLength()).toBe(2 * edits);
    expect((await memory.blocks('a1'))[0]?.value).toBe(String(edits - 1));
    close();
  },
);

/** Lets a worker commit, kills it in the midst of it, and tells the last number it answered with. */
function killedAfter(commits: number): Promise<number> {
  const worker = new Worker(new URL('./committing-worker.fixture.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<number>) => {
      if (data < commits) return;
      worker.terminate();
      resolve(data);
    });
    worker.postMessage(name);
  });
}
