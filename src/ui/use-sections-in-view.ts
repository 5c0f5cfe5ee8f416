import { type RefObject, useEffect, useEffectEvent, useState } from 'react';

/** Which sections of a scrolling text are in view, by index. */
export interface SectionsInView {
  readonly first: number;
  readonly last: number;
}

/** Of the height of the view: what crosses this line is what one reads. */
const readingLine = 0.3;

/**
 * Follows a scrolling region, of which every child is a section.
 *
 * @param isByPerson set here once the person moves the text; whoever scrolls it otherwise sets it back
 * @param onScrolled told which section one reads, and at what height of the screen, whenever the person has scrolled
 */
export function useSectionsInView(
  scroller: RefObject<HTMLElement | null>,
  isByPerson: RefObject<boolean>,
  onScrolled: (section: number, line: number) => void,
): SectionsInView {
  const [inView, setInView] = useState<SectionsInView>({ first: 0, last: 0 });
  const scrolled = useEffectEvent(onScrolled);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let frame = 0;
    const look = () => {
      frame = 0;
      const { top, bottom } = element.getBoundingClientRect();
      const { children } = element;
      const next = { first: firstBelow(children, top), last: firstBelow(children, bottom) };
      setInView((before) => (before.first === next.first && before.last === next.last ? before : next));
      const line = top + readingLine * (bottom - top);
      if (isByPerson.current) scrolled(firstBelow(children, line), line);
    };
    const onScroll = () => {
      frame ||= requestAnimationFrame(look);
    };
    const onMoved = () => {
      isByPerson.current = true;
    };
    const moves = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;
    for (const move of moves) element.addEventListener(move, onMoved, { passive: true });
    element.addEventListener('scroll', onScroll, { passive: true });
    const sizes = new ResizeObserver(onScroll);
    sizes.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      for (const move of moves) element.removeEventListener(move, onMoved);
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, isByPerson]);
  return inView;
}

/** The first section that ends below a line; the last one when none does. */
function firstBelow(children: HTMLCollection, line: number): number {
  let low = 0;
  let high = Math.max(0, children.length - 1);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((children[middle]?.getBoundingClientRect().bottom ?? 0) > line) high = middle;
    else low = middle + 1;
  }
  return low;
}
