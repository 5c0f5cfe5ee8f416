const plainWord = /^[a-z]{4,}$/;

/**
 * Light German stemming, after CISTEM (Weissweiler and Fraser, 2017), without its prefix ge-: the endings of
 * nouns, adjectives and verbs come off one by one. The word is folded as `splitWords` folds it: no umlauts, ss
 * for ß. The result is a key, not a word (`haus`, `hauses`, `hauser` and `hausern` are all `haus`). Words of
 * fewer than four letters and anything but plain letters come back unchanged.
 */
export function stemGerman(word: string): string {
  if (!plainWord.test(word)) return word;
  let length = word.length;
  for (;;) {
    const ending = endingLength(word, length);
    if (ending === 0) return word.slice(0, length);
    length -= ending;
  }
}

/** Of the first `length` letters; 0 when there is none, or too little would be left to tell words apart. */
function endingLength(word: string, length: number): number {
  if (length > 5 && ['em', 'er', 'nd'].includes(word.slice(length - 2, length))) return 2;
  const last = word[length - 1];
  if (last === 's') return length > 4 ? 1 : 0;
  return length > 3 && (last === 'e' || last === 'n' || last === 't') ? 1 : 0;
}
