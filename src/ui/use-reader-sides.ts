import { useState } from 'react';
import { useMedia } from './use-media.ts';
import { useRememberedFlag } from './use-remembered-flag.ts';

export type ReaderSide = 'outline' | 'image';

/** What is shown besides a document's text. */
export interface ReaderSides {
  /** Which there are for this document. */
  readonly has: Readonly<Record<ReaderSide, boolean>>;
  readonly shows: Readonly<Record<ReaderSide, boolean>>;
  /** On a narrow screen they lie over the text. */
  readonly isCovered: boolean;
  toggle(side: ReaderSide): void;
  /** Shows the text, where something lies over it. */
  uncover(): void;
}

/** Room for more than the text. */
const BESIDE = '(min-width: 900px)';

/**
 * Which sides of the reader are shown. Beside the text, it is remembered from one document to the next; over it, a
 * side is shown at a wish and one at a time.
 */
export function useReaderSides(hasOutline: boolean, hasImage: boolean): ReaderSides {
  const isBeside = useMedia(BESIDE);
  const [outline, setOutline] = useRememberedFlag('reader-outline', false);
  const [image, setImage] = useRememberedFlag('reader-image', true);
  const [over, setOver] = useState<ReaderSide | null>(null);
  const has = { outline: hasOutline, image: hasImage };
  const isOpen = {
    outline: isBeside ? outline : over === 'outline',
    image: isBeside ? image : over === 'image',
  };
  const shows = { outline: has.outline && isOpen.outline, image: has.image && isOpen.image };

  return {
    has,
    shows,
    isCovered: !isBeside && (shows.outline || shows.image),
    toggle(side) {
      if (!isBeside) setOver(over === side ? null : side);
      else if (side === 'outline') setOutline(!outline);
      else setImage(!image);
    },
    uncover: () => setOver(null),
  };
}
