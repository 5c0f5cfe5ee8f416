import { useState } from 'react';
import type { TextRange } from '../kernel/text-range.ts';
import type { OpenedDocument } from '../worker/app-protocol.ts';
import type { ReaderGoal } from './reader-goal.ts';

/** What one reads: a position in the text, and the document page there, from 1. */
export interface Place {
  readonly position: number;
  readonly page: number;
}

export interface ReaderPlace {
  readonly place: Place;
  /** Where the text is to scroll to; `null` before anything was asked for. */
  readonly goal: ReaderGoal | null;
  go(goal: ReaderGoal, place: Place): void;
  /** The person has scrolled there. */
  read(place: Place): void;
  /** The place of a position. */
  placeAt(position: number): Place;
}

/** Where in a document one is, at first at `passage`. */
export function useReaderPlace({ pages }: OpenedDocument['text'], passage: TextRange | null): ReaderPlace {
  const placeAt = (position: number): Place => ({
    position,
    page: pages?.find((it) => position < it.end)?.number ?? 1,
  });
  const [place, setPlace] = useState<Place>(() => placeAt(passage?.start ?? 0));
  const [goal, setGoal] = useState<ReaderGoal | null>(passage && { kind: 'passage' });

  return {
    place,
    goal,
    go(nextGoal, nextPlace) {
      setGoal(nextGoal);
      setPlace(nextPlace);
    },
    // Scrolling tells it again and again.
    read: (next) => setPlace((before) => (isSame(before, next) ? before : next)),
    placeAt,
  };
}

function isSame(one: Place, other: Place): boolean {
  return one.position === other.position && one.page === other.page;
}
