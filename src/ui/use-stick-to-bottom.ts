import { useCallback, useEffect, useRef, useState } from 'react';
import { HeldPlace } from './held-place.ts';

/** Within this many pixels of the end one counts as being there. */
const nearEnd = 24;
/** Further away than this the way back is offered. */
const farFromEnd = 120;
/** Room left above what is put at the upper edge. */
const upperMargin = 24;

/**
 * Follows growing content while the reader is at its end; any scroll upwards lets go, coming back to the end
 * (or asking for it) takes hold again. Away from the end, what one reads stays where it is.
 */
export function useStickToBottom() {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const holds = useRef(true);
  const [away, setAway] = useState(false);

  const stick = useCallback((smoothly = false) => {
    const element = scroller.current;
    if (!element) return;
    holds.current = true;
    element.scrollTo({
      top: element.scrollHeight,
      behavior: smoothly && !prefersStillness() ? 'smooth' : 'instant',
    });
  }, []);

  const release = useCallback(() => {
    holds.current = false;
  }, []);

  /** Puts an element near the upper edge, as far as there is enough below it. */
  const showFrom = useCallback((element: HTMLElement) => {
    const around = scroller.current;
    if (!around) return;
    holds.current = false;
    const distance = element.getBoundingClientRect().top - around.getBoundingClientRect().top;
    around.scrollTo({ top: around.scrollTop + distance - upperMargin, behavior: 'instant' });
  }, []);

  useEffect(() => {
    const element = scroller.current;
    const inner = content.current;
    if (!element || !inner) return;
    let last = element.scrollTop;
    /** Where the last growth led to: nobody scrolled, and nothing needs measuring. */
    let followedTo = -1;
    const place = new HeldPlace(element, inner);
    const onScroll = () => {
      if (element.scrollTop === followedTo) return;
      followedTo = -1;
      const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
      if (distance < nearEnd) holds.current = true;
      else if (element.scrollTop < last) holds.current = false;
      last = element.scrollTop;
      setAway(distance > farFromEnd);
      if (!holds.current) place.scrolled();
    };
    const observer = new ResizeObserver(() => {
      if (!holds.current) {
        place.resized();
        return onScroll();
      }
      element.scrollTop = element.scrollHeight;
      last = followedTo = element.scrollTop;
    });
    observer.observe(inner);
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, []);

  return { scroller, content, away, stick, release, showFrom };
}

function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
