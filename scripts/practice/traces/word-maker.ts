import { closedSyllables, openSyllables } from '../syllables.ts';
import type { Dice } from './dice.ts';

/** Which words a story may hold: those of training, or those that training never saw. */
export type Split = 'training' | 'evaluation';

const heldOutEvery = 10;

/** One word in ten is kept for evaluation, told by its hash (FNV-1a), whatever the seed. */
export function splitOf(word: string): Split {
  let hash = 0x811c9dc5;
  for (const character of word.toLowerCase()) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  }
  // The low bits alone mix badly in words of one pattern.
  return ((hash ^ (hash >>> 15)) >>> 0) % heldOutEvery === 0 ? 'evaluation' : 'training';
}

/** What a made word looks like; no word of the phrases does. */
export const madeWord = /\b[BDFGKLMNPRSTVZ][aeiou][bdfgklmnprstvz][aeiou][lnrs]\b/g;

/** Makes names, keys and codes, none twice: an open syllable and a closed one, with a capital. */
export class WordMaker {
  readonly #dice: Dice;
  readonly #split: Split;
  readonly #made = new Set<string>();

  constructor(dice: Dice, split: Split) {
    this.#dice = dice;
    this.#split = split;
  }

  make(): string {
    for (;;) {
      const word = this.#dice.pick(openSyllables) + this.#dice.pick(closedSyllables);
      if (this.#made.has(word) || splitOf(word) !== this.#split) continue;
      this.#made.add(word);
      return word.charAt(0).toUpperCase() + word.slice(1);
    }
  }
}
