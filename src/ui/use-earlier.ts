import { type RefObject, startTransition, useEffect, useEffectEvent, useRef, useState } from 'react';
import { VIEW_MESSAGES } from './app-actions.ts';
import { idle } from './idle.ts';
import type { Stretch } from './transcript-stretches.ts';

/** So many of the newest stretches are drawn at once; those above them follow. */
const AT_FIRST = 2;
/** This far above what is in sight, what comes there is got ready; in pixels. */
const AHEAD = 1500;

interface EarlierOptions {
  readonly stretches: readonly Stretch[];
  readonly scroller: RefObject<HTMLElement | null>;
  /** Gets so many earlier messages; resolves once they are here, or can't be had. `null` when there are none. */
  readonly load: ((count: number) => Promise<void>) | null;
}

/**
 * Which stretches of a chat are drawn: the newest at first, those above them when the browser has time or when one
 * scrolls near, and then what is to be loaded.
 */
export function useEarlier({ stretches, scroller, load }: EarlierOptions) {
  const top = stretches[0];
  const first = top?.number ?? 0;
  const last = stretches.at(-1)?.number ?? 0;
  const [wanted, setWanted] = useState(last - AT_FIRST + 1);
  const from = Math.max(first, Math.min(wanted, last - AT_FIRST + 1));
  const edge = useRef<HTMLDivElement>(null);
  /** What stood at the top when more was asked for, until that has come. */
  const askedBelow = useRef<Stretch | null>(null);

  async function loadMore(count: number): Promise<void> {
    // What was asked for is here as soon as something else stands at the top, which is before one is told.
    if (!load || !top || askedBelow.current === top) return;
    askedBelow.current = top;
    await load(count);
    if (askedBelow.current === top) askedBelow.current = null;
  }
  const drawMore = useEffectEvent(() => startTransition(() => setWanted(from - 1)));
  const goOn = useEffectEvent(() => {
    if (from > first) drawMore();
    else void loadMore(VIEW_MESSAGES);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again whenever something came in above
  useEffect(() => {
    if (!edge.current) return;
    const near = new IntersectionObserver(([it]) => it?.isIntersecting && goOn(), {
      root: scroller.current,
      rootMargin: `${AHEAD}px 0px 0px 0px`,
    });
    near.observe(edge.current);
    return () => near.disconnect();
  }, [from, top, scroller]);

  useEffect(() => {
    if (from <= first) return;
    let wantedStill = true;
    void idle().then(() => wantedStill && drawMore());
    return () => {
      wantedStill = false;
    };
  }, [from, first]);

  return {
    drawn: stretches.filter((it) => it.number >= from),
    /** Belongs above all stretches. */
    edge,
    /** Draws at least from this stretch on, at once. */
    drawFrom: setWanted,
    loadMore,
  };
}
