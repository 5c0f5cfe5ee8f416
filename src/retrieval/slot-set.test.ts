import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SlotSet } from './slot-set.ts';

it('holds what a set of numbers holds', () => {
  const steps = fc.array(fc.tuple(fc.nat({ max: 3000 }), fc.boolean()));
  fc.assert(
    fc.property(steps, fc.nat({ max: 100 }), (drawn, room) => {
      const slots = new SlotSet(room);
      const model = new Set<number>();
      for (const [slot, added] of drawn) {
        if (added) slots.add(slot);
        else slots.delete(slot);
        if (added) model.add(slot);
        else model.delete(slot);
      }
      const all = Array.from({ length: 3100 }, (_, slot) => slot);
      expect(all.filter((slot) => slots.has(slot))).toEqual([...model].sort((a, b) => a - b));
      expect(slots.countBefore(1500)).toBe([...model].filter((slot) => slot < 1500).length);
      const copy = SlotSet.of(slots.bytes);
      for (const slot of model) slots.delete(slot);
      expect(all.filter((slot) => copy.has(slot))).toEqual([...model].sort((a, b) => a - b));
    }),
    { numRuns: 30 },
  );
});
