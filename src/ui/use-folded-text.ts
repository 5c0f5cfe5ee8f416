import { useEffect, useState } from 'react';
import { type FoldedText, foldText } from './fold-text.ts';

/** A text made ready to search in, bit by bit between other work; `null` until it is, and while it isn't wanted. */
export function useFoldedText(text: string, isWanted: boolean): FoldedText | null {
  const [folded, setFolded] = useState<FoldedText | null>(null);

  useEffect(() => {
    if (!isWanted) return;
    const folding = foldText(text);
    let timer: ReturnType<typeof setTimeout>;
    const go = () => {
      const turn = folding.next();
      if (turn.done) setFolded(turn.value);
      else timer = setTimeout(go);
    };
    go();
    return () => {
      clearTimeout(timer);
      setFolded(null);
    };
  }, [text, isWanted]);
  return folded;
}
