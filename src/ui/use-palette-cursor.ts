import { useState } from 'react';
import type { PaletteEntry } from './palette-entry.ts';

export interface PaletteCursor {
  /** Of the entry that Enter chooses; -1 in an empty list. */
  readonly index: number;
  readonly entry: PaletteEntry | undefined;
  moveTo(index: number): void;
  /** Around the ends of the list. */
  step(by: number): void;
  /** Stays at this place of the list, whatever comes to stand there. */
  stay(): void;
  /** Back to the best entry. */
  reset(): void;
}

/** Which entry of a list is the active one: it stays so when others come in around it. */
export function usePaletteCursor(entries: readonly PaletteEntry[]): PaletteCursor {
  const [at, setAt] = useState({ key: '', index: 0 });
  const kept = at.key === '' ? -1 : entries.findIndex(({ key }) => key === at.key);
  const index = kept >= 0 ? kept : Math.min(at.index, entries.length - 1);

  const moveTo = (next: number) => setAt({ key: entries[next]?.key ?? '', index: Math.max(0, next) });
  return {
    index,
    entry: entries[index],
    moveTo,
    step: (by) => {
      if (entries.length > 0) moveTo((index + by + entries.length) % entries.length);
    },
    stay: () => setAt({ key: '', index }),
    reset: () => setAt({ key: '', index: 0 }),
  };
}
