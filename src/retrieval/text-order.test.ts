import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextOrder, type TimedText } from './text-order.ts';

const text = (id: string, at: number): TimedText => ({ id, at });

describe('TextOrder', () => {
  it('gives the texts before and after one, the nearest first, whenever they were added', () => {
    const order = new TextOrder();
    for (const at of [3, 1, 5, 2, 4]) order.add('chat', text(`m${at}`, at));
    expect(order.neighbours('chat', text('m3', 3), 5)).toEqual([
      { id: 'm2', distance: 1 },
      { id: 'm4', distance: 1 },
      { id: 'm1', distance: 2 },
      { id: 'm5', distance: 2 },
    ]);
    expect(order.neighbours('chat', text('m1', 1), 1)).toEqual([{ id: 'm2', distance: 1 }]);
  });

  it('keeps conversations apart', () => {
    const order = new TextOrder();
    order.add('one', text('a', 1));
    order.add('other', text('b', 2));
    expect(order.neighbours('one', text('a', 1), 5)).toEqual([]);
  });

  it('forgets what is removed, and does not mind what never was there', () => {
    const order = new TextOrder();
    for (const at of [1, 2, 3]) order.add('chat', text(`m${at}`, at));
    order.remove('chat', text('m2', 2));
    order.remove('chat', text('m2', 2));
    order.remove('none', text('m1', 1));
    expect(order.neighbours('chat', text('m1', 1), 5)).toEqual([{ id: 'm3', distance: 1 }]);
  });

  it('is in the order of a sorted list after any additions and removals', () => {
    const step = fc.record({ id: fc.constantFrom(...'abcdef'), isAdded: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step), fc.infiniteStream(fc.integer({ min: 0, max: 3 })), (steps, times) => {
        const order = new TextOrder();
        const held = new Map<string, TimedText>();
        for (const { id, isAdded } of steps) {
          const known = held.get(id);
          if (known) order.remove('chat', known);
          held.delete(id);
          if (!isAdded) continue;
          const added = text(id, times.next().value);
          order.add('chat', added);
          held.set(id, added);
        }
        const sorted = [...held.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
        for (const [place, one] of sorted.entries()) {
          const expected = [sorted[place - 1], sorted[place + 1]].flatMap((other) => other?.id ?? []);
          expect(order.neighbours('chat', one, 1).map(({ id }) => id)).toEqual(expected);
        }
      }),
    );
  });
});
