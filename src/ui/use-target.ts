import { type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { holdsMessage, type Stretch } from './transcript-stretches.ts';

interface TargetOptions {
  /** A message to show, from a search. */
  readonly target: string | null;
  readonly stretches: readonly Stretch[];
  readonly scroller: RefObject<HTMLElement | null>;
  readonly drawFrom: (number: number) => void;
  /** Lets go of the end. */
  readonly release: () => void;
  /** Gets what comes before, where the message is not among what is here. */
  readonly seek: () => void;
}

/** Brings a message into sight, once: drawn first where it is not, and put right when its neighbours are. */
export function useTarget({ target, stretches, scroller, drawFrom, release, seek }: TargetOptions): void {
  const lookFurther = useEffectEvent(seek);
  const shown = useRef<string | null>(null);

  useEffect(() => {
    if (target === null || shown.current === target) return;
    const stretch = stretches.find((it) => holdsMessage(it, target));
    if (!stretch) return lookFurther();
    const find = () => scroller.current?.querySelector(`[data-message="${CSS.escape(target)}"]`);
    const show = () => find()?.scrollIntoView({ block: 'center', behavior: 'instant' });
    drawFrom(stretch.number);
    release();
    let frames = 0;
    const settle = () => {
      if (find()) shown.current = target;
      show();
      frames += 1;
      if (frames < 3) frame = requestAnimationFrame(settle);
    };
    let frame = requestAnimationFrame(settle);
    return () => cancelAnimationFrame(frame);
  }, [target, stretches, scroller, drawFrom, release]);
}
