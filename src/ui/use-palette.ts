import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { PaletteEntry, PaletteGroup, PaletteGroupName } from './palette-entry.ts';
import { usePaletteChoice } from './use-palette-choice.ts';
import { type PaletteCursor, usePaletteCursor } from './use-palette-cursor.ts';
import { usePaletteGroups } from './use-palette-groups.ts';
import { isTextGroup, type PaletteTexts, usePaletteTexts } from './use-palette-texts.ts';

/** Hits that are asked for in the list of all; and entries of a group alone at first, and how many it grows by. */
const few = 5;
const many = 30;

export interface Palette {
  readonly text: string;
  /** The group that is listed alone; `null` for a few of each. */
  readonly only: PaletteGroupName | null;
  readonly texts: PaletteTexts;
  readonly groups: readonly PaletteGroup[];
  /** Those of all groups. */
  readonly entries: readonly PaletteEntry[];
  readonly cursor: PaletteCursor;
  write(text: string): void;
  choose(entry: PaletteEntry): void;
  /** Enter: what is active, or the best as soon as it is known. */
  chooseActive(): void;
  /** Back to all groups. */
  widen(): void;
}

/** What is looked for, what was found, and which of it is active. */
export function usePalette(onClose: () => void): Palette {
  const [text, setText] = useState('');
  const [only, setOnly] = useState<PaletteGroupName | null>(null);
  const [limit, setLimit] = useState(many);
  const texts = usePaletteTexts(text, only, only === null ? few : limit);
  const groups = usePaletteGroups(text, only, limit, texts.found);
  const entries = useMemo(() => groups.flatMap((group) => group.entries), [groups]);
  const cursor = usePaletteCursor(entries);
  const leave = usePaletteChoice(onClose);

  function narrow(to: PaletteGroupName | null): void {
    setOnly(to);
    setLimit(many);
    cursor.reset();
  }
  function choose({ choice }: PaletteEntry): void {
    if (choice.to === 'group') narrow(choice.name);
    else if (choice.to === 'more') {
      setLimit(limit + many);
      // The first of those that come in takes the place of the entry that brought them.
      cursor.stay();
    } else leave(choice);
  }
  const [first] = groups;
  const isKnown = !texts.isSearching || cursor.index > 0 || (first !== undefined && !isTextGroup(first.name));
  const enter = useAwaited(isKnown, () => cursor.entry && choose(cursor.entry));

  return {
    text,
    only,
    texts,
    groups,
    entries,
    cursor,
    write: (next) => {
      setText(next);
      enter.drop();
      cursor.reset();
    },
    choose,
    chooseActive: enter.act,
    widen: () => narrow(null),
  };
}

/** Does something now, or once it can be done, unless that is dropped before. */
function useAwaited(isReady: boolean, work: () => void): { act(): void; drop(): void } {
  const [isAwaited, setAwaited] = useState(false);
  const go = useEffectEvent(() => {
    setAwaited(false);
    work();
  });
  useEffect(() => {
    if (isAwaited && isReady) go();
  }, [isAwaited, isReady]);
  return { act: () => (isReady ? work() : setAwaited(true)), drop: () => setAwaited(false) };
}
