import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { TextRange } from '../kernel/text-range.ts';
import { findMatches, type Matches, noMatches } from './find-matches.ts';
import { foldQuery } from './fold-text.ts';
import { useFoldedText } from './use-folded-text.ts';

export interface Find {
  readonly isOpen: boolean;
  readonly query: string;
  readonly matches: Matches;
  /** Of `matches`, from 0; -1 for none. */
  readonly current: number;
  /** The text is still being made ready. */
  readonly isBusy: boolean;
  open(): void;
  close(): void;
  setQuery(query: string): void;
  /** To the next match, or with -1 the one before; after the last comes the first. */
  step(by: 1 | -1): void;
  /** The person reads here now: a new query goes on from this position. */
  readHere(position: number): void;
}

/**
 * Finding words in a text.
 *
 * @param start where one reads at first
 * @param onMatch called with the match to go to
 */
export function useFind(text: string, start: number, onMatch: (match: TextRange) => void): Find {
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [current, setCurrent] = useState(-1);
  const from = useRef(start);
  const folded = useFoldedText(text, isOpen);
  const matches = useMemo(() => (folded ? findMatches(folded, query) : noMatches), [folded, query]);

  const show = (index: number) => {
    setCurrent(index);
    const match = matches.range(index);
    if (!match) return;
    from.current = match.start;
    onMatch(match);
  };
  const begin = useEffectEvent(() => {
    const next = matches.firstAfter(from.current);
    show(matches.count === 0 ? -1 : next < matches.count ? next : 0);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: each new set of matches is begun with
  useEffect(begin, [matches]);

  return {
    isOpen,
    query,
    matches,
    current: Math.min(current, matches.count - 1),
    isBusy: folded === null && foldQuery(query) !== '',
    open: () => setOpen(true),
    close: () => setOpen(false),
    setQuery,
    step(by) {
      const { count } = matches;
      if (count > 0) show((current + by + count) % count);
    },
    readHere(position) {
      from.current = position;
    },
  };
}
