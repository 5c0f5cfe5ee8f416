import { stopWords } from '../../src/retrieval/stop-words.ts';
import { seededRandom } from './seeded-random.ts';

/** Words that texts are made of; how often each comes falls with its rank, as in any language. */
const VOCABULARY = 30_000;
/** The first ranks of a language are its stop words, which are drawn apart. */
const FIRST_RANK = 100;
/** As long as a passage of a document. */
const TEXT_LENGTH = 800;
const STOP_WORD_SHARE = 0.35;
const QUERY_WORDS = 3;

/** Texts of 800 characters in words that do not exist, held together by English stop words. */
export function* wordTexts(count: number, seed: number): Generator<string> {
  const random = seededRandom(seed);
  const word = zipfWords(random);
  const links = [...stopWords.en];
  const link = () => links[Math.floor(random() * links.length)] ?? '';
  for (let made = 0; made < count; made++) {
    let text = '';
    while (text.length < TEXT_LENGTH) text += `${random() < STOP_WORD_SHARE ? link() : word()} `;
    yield text;
  }
}

/** Three words as the texts have them, common ones more often than rare ones. */
export function wordQueries(count: number, seed: number): string[] {
  const word = zipfWords(seededRandom(seed));
  return Array.from({ length: count }, () => Array.from({ length: QUERY_WORDS }, word).join(' '));
}

function zipfWords(random: () => number): () => string {
  const shares = new Float64Array(VOCABULARY);
  let sum = 0;
  for (let rank = 0; rank < VOCABULARY; rank++) {
    sum += 1 / (rank + FIRST_RANK);
    shares[rank] = sum;
  }
  return () => coinWord(rankAt(shares, random() * sum));
}

/** The first rank whose share reaches the number. */
function rankAt(shares: Float64Array, drawn: number): number {
  let low = 0;
  let high = shares.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shares[middle] ?? 0) < drawn) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A word for each rank: syllables of a consonant and a vowel, longer where the rank is. */
function coinWord(rank: number): string {
  const consonants = 'bdfghklmnprstvwz';
  const vowels = 'aeiou';
  let word = '';
  for (let rest = rank + 80 * 80; rest > 0; rest = Math.floor(rest / 80)) {
    word += `${consonants[rest % 16]}${vowels[Math.floor(rest / 16) % 5]}`;
  }
  return `${word}n`;
}
