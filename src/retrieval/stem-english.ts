const plainWord = /^[a-z]{4,}$/;
const vowel = /[aeiouy]/;

/**
 * Light English stemming: plurals, -ing, -ed and a silent last e, nothing that changes what a word means.
 * The result is a key, not a word (`stores`, `stored`, `storing` and `store` are all `stor`). Words of fewer
 * than four letters and anything but plain letters come back unchanged.
 */
export function stemEnglish(word: string): string {
  if (!plainWord.test(word)) return word;
  return shorten(withoutEnding(withoutPlural(word)));
}

function withoutPlural(word: string): string {
  if (!word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  return word.slice(0, -1);
}

function withoutEnding(word: string): string {
  if (word.endsWith('ied') && word.length > 4) return `${word.slice(0, -3)}y`;
  // agreed, freed, guaranteed; but need, feed, speed, exceed stay whole.
  if (word.endsWith('eed')) return /(?:gr|fr|nt)eed$/.test(word) ? word.slice(0, -1) : word;
  const ending = word.endsWith('ing') ? 3 : word.endsWith('ed') ? 2 : 0;
  if (ending === 0) return word;
  const stem = word.slice(0, -ending);
  // Not an ending when nothing that can be spoken is left: king, string, sled.
  if (!vowel.test(stem)) return word;
  // used, using, aged: the e belonged to the word.
  return stem.length === 2 ? `${stem}e` : stem;
}

/** Evens out what spelling adds or drops before an ending: silent e, doubled consonant. */
function shorten(word: string): string {
  let stem = word;
  if (stem.length > 3 && stem.endsWith('e')) stem = stem.slice(0, -1);
  if (stem.length > 3 && stem.at(-1) === stem.at(-2) && !vowel.test(stem.slice(-1))) stem = stem.slice(0, -1);
  return stem;
}
