import { SlotSet } from '../retrieval/slot-set.ts';
import type { IsLive, TextKind } from './index-store.ts';
import type { SegmentFacts, TombstoneRow } from './stored-rows.ts';

type Packed = { readonly ids: readonly string[] };

/** Which texts were removed or replaced, and when: a segment that was packed later holds them anew. */
export class Tombstones {
  /** Key of the last one; 0 where there is none. */
  readonly newest: number;
  readonly #orders: Readonly<Record<TextKind, Map<string, number>>> = {
    passage: new Map(),
    message: new Map(),
  };

  /** @param rows with their keys, which rise */
  constructor(rows: readonly TombstoneRow[]) {
    for (const { kind, ids, order = 0 } of rows) for (const id of ids) this.#orders[kind].set(id, order);
    this.newest = rows.at(-1)?.order ?? 0;
  }

  /** Texts named. */
  get size(): number {
    return this.#orders.passage.size + this.#orders.message.size;
  }

  /** The dead places of a segment. */
  deadIn({ kind, seen, dead }: SegmentFacts, { ids }: Packed): SlotSet {
    const places = SlotSet.of(dead ?? new Uint8Array());
    const orders = this.#orders[kind];
    if (this.newest <= seen || orders.size === 0) return places;
    ids.forEach((id, place) => {
      if ((orders.get(id) ?? 0) > seen) places.add(place);
    });
    return places;
  }

  isLiveIn(facts: SegmentFacts, packed: Packed): IsLive {
    const dead = this.deadIn(facts, packed);
    if (dead.bytes.length === 0) return () => true;
    return (place) => !dead.has(place);
  }
}
