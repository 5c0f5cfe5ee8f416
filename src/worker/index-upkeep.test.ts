import { expect, test } from 'vitest';
import type { IndexStore } from '../storage/index-store.ts';
import { settled } from './embedding-queue.fixture.ts';
import { IndexUpkeep } from './index-upkeep.ts';

type Outcome = Awaited<ReturnType<IndexStore['tidy']>>;

/** Upkeep of an index with so many pieces of work, and a clock that a test moves on. */
function upkeepUnderTest(pieces: (Outcome | Error)[]) {
  const waits: { milliseconds: number; end: () => void }[] = [];
  const zones: string[] = [];
  const notices: string[] = [];
  const upkeep = new IndexUpkeep({
    index: {
      tidy: async (timeZone) => {
        zones.push(timeZone);
        const outcome = pieces.shift() ?? 'nothing';
        if (outcome instanceof Error) throw outcome;
        return outcome;
      },
    },
    timeZone: 'Europe/Berlin',
    wait: (milliseconds) => new Promise((end) => waits.push({ milliseconds, end })),
    onRepaired: (message) => notices.push(message),
  });
  return {
    upkeep,
    notices,
    zones,
    /** Lets the wait under way end; returns how long it was, `null` when there was none. */
    async pass(): Promise<number | null> {
      const wait = waits.shift();
      wait?.end();
      await settled();
      return wait?.milliseconds ?? null;
    },
  };
}

test('pieces of work follow each other when it is quiet, until there is none', async () => {
  const { upkeep, zones, pass } = upkeepUnderTest(['done', 'done']);
  const done = upkeep.disturbed();
  expect(zones).toEqual([]);
  expect([await pass(), await pass(), await pass(), await pass()]).toEqual([3000, 50, 50, null]);
  await done;
  expect(zones).toEqual(['Europe/Berlin', 'Europe/Berlin', 'Europe/Berlin']);
});

test('whatever else is done makes it wait again', async () => {
  const { upkeep, zones, pass } = upkeepUnderTest(['done', 'done']);
  void upkeep.disturbed();
  void upkeep.disturbed();
  expect(await pass()).toBe(3000);
  expect(zones).toHaveLength(0);
  expect(await pass()).toBe(3000);
  expect(zones).toHaveLength(1);
  void upkeep.disturbed();
  expect(await pass()).toBe(50);
  expect(zones).toHaveLength(1);
  expect(await pass()).toBe(3000);
  expect(zones).toHaveLength(2);
});

test('it waits while an answer is written', async () => {
  const { upkeep, zones, pass } = upkeepUnderTest(['done']);
  upkeep.pause('answering', true);
  void upkeep.disturbed();
  await pass();
  expect(zones).toEqual([]);
  upkeep.pause('answering', false);
  await settled();
  expect(zones).toHaveLength(1);
});

test('a failure ends it until something else is done', async () => {
  const { upkeep, zones, notices, pass } = upkeepUnderTest([new Error('full'), 'done']);
  await Promise.all([upkeep.disturbed(), pass()]);
  expect(await pass()).toBeNull();
  void upkeep.disturbed();
  await pass();
  expect(zones).toHaveLength(2);
  expect(notices).toEqual([]);
});

test('a repair is told', async () => {
  const { upkeep, notices, pass } = upkeepUnderTest(['repaired']);
  void upkeep.disturbed();
  await pass();
  expect(notices).toEqual([expect.stringContaining('No text was lost')]);
});
