import { expect, it } from 'vitest';
import { Pauses } from './pauses.ts';

it('holds until the last reason has gone', async () => {
  const pauses = new Pauses<'answer' | 'battery'>();
  await pauses.over();
  pauses.set('answer', true);
  pauses.set('answer', true);
  pauses.set('battery', true);
  let over = false;
  const waiting = pauses.over().then(() => {
    over = true;
  });
  pauses.set('answer', false);
  await Promise.resolve();
  expect([pauses.any, over]).toEqual([true, false]);
  pauses.set('battery', false);
  await waiting;
  expect([pauses.any, over]).toEqual([false, true]);
});

it('goes on waiting when another reason comes before work could begin', async () => {
  const pauses = new Pauses<string>();
  pauses.set('a', true);
  let over = false;
  const waiting = pauses.over().then(() => {
    over = true;
  });
  pauses.set('a', false);
  pauses.set('b', true);
  await new Promise((resolve) => setTimeout(resolve));
  expect(over).toBe(false);
  pauses.set('b', false);
  await waiting;
});
