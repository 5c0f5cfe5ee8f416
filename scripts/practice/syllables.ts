/*
 * What the practice model's made-up words are built of: an open syllable with a capital, then a closed one
 * (`Bilan`). Each is one token, the space before the word included, so copying a word means copying two tokens,
 * and the 19,600 words leave enough that training never shows.
 */

const onsets = [...'bdfgklmnprstvz'];
const vowels = [...'aeiou'];
const codas = [...'lnrs'];

/** A word's first syllable, in lower case (`bi`): 70 of them. */
export const openSyllables: readonly string[] = onsets.flatMap((onset) =>
  vowels.map((vowel) => onset + vowel),
);

/** A word's last syllable (`lan`): 280 of them. */
export const closedSyllables: readonly string[] = openSyllables.flatMap((open) =>
  codas.map((coda) => open + coda),
);

/**
 * The merges that make each syllable a token. They stand before all learned ones, open syllables first, so that
 * a consonant goes with the vowel behind it.
 */
export function syllableMerges(): string[] {
  const open = openSyllables.map((syllable) => `${syllable[0]} ${syllable[1]}`);
  const capitals = openSyllables.map((syllable) => `${syllable[0]?.toUpperCase()} ${syllable[1]}`);
  const closed = closedSyllables.map((syllable) => `${syllable.slice(0, 2)} ${syllable[2]}`);
  const afterSpace = openSyllables.map((syllable) => `Ġ ${capitalised(syllable)}`);
  return [...open, ...capitals, ...closed, ...afterSpace];
}

function capitalised(word: string): string {
  return `${word[0]?.toUpperCase()}${word.slice(1)}`;
}

const syllable = `[${onsets.join('')}][${vowels.join('')}][${codas.join('')}]?`;
const wordPart = new RegExp(`^(?:Ġ?[A-Z][${vowels.join('')}](?:${syllable})*|(?:${syllable}){2,})$`);

/** Whether a learned token would swallow part of a made-up word; words begin with a capital. */
export function isWordPart(token: string): boolean {
  return wordPart.test(token);
}
