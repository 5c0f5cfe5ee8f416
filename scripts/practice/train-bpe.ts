import { byteLevel, gpt2Words } from './gpt2-words.ts';

/** A distinct word of the text as its pieces so far. */
interface Word {
  pieces: string[];
  readonly count: number;
}

/** How often two pieces stand side by side, and in which words they ever did. */
interface Pair {
  count: number;
  readonly words: Set<Word>;
}

export interface BpeConstraints {
  /** Merges that are given and stand before all learned ones. */
  readonly given?: readonly string[];
  /** Tokens that no merge may make. */
  readonly forbids?: (token: string) => boolean;
}

/**
 * Byte-level BPE: `merges` merges, each `left right`, in the order in which they apply: those given, then the
 * most frequent ones of the text. Ties go to the pair that sorts first, so the same text always gives the same
 * merges. Fewer come back where no pair occurs twice any more.
 */
export function trainBpe(text: string, merges: number, constraints: BpeConstraints = {}): string[] {
  const { given = [], forbids = () => false } = constraints;
  const pairs = new Map<string, Pair>();
  for (const word of distinctWords(text)) countPairs(pairs, word, 1);
  const learned = [...given];
  const made = new Set(given.map(tokenOf));
  for (const key of given) merge(pairs, key);
  while (learned.length < merges) {
    const best = mostFrequent(pairs);
    if (best === undefined) break;
    const token = tokenOf(best);
    // A token has one id, so two merges can't make the same one.
    if (made.has(token) || forbids(token)) {
      pairs.delete(best);
      continue;
    }
    made.add(token);
    learned.push(best);
    merge(pairs, best);
  }
  return learned;
}

function tokenOf(merge: string): string {
  return merge.replace(' ', '');
}

function distinctWords(text: string): Word[] {
  const counts = new Map<string, number>();
  for (const word of gpt2Words(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Array.from(counts, ([word, count]) => ({ pieces: byteLevel(word), count }));
}

function countPairs(pairs: Map<string, Pair>, word: Word, sign: 1 | -1): void {
  for (let at = 0; at + 1 < word.pieces.length; at++) {
    const key = `${word.pieces[at]} ${word.pieces[at + 1]}`;
    const pair = pairs.get(key) ?? { count: 0, words: new Set() };
    pair.count += sign * word.count;
    pair.words.add(word);
    pairs.set(key, pair);
  }
}

function mostFrequent(pairs: ReadonlyMap<string, Pair>): string | undefined {
  let best: string | undefined;
  let bestCount = 1;
  for (const [key, { count }] of pairs) {
    if (count > bestCount || (count === bestCount && best !== undefined && key < best)) {
      best = key;
      bestCount = count;
    }
  }
  return best;
}

/** Only words in which the pair stood are touched: that makes 2,000 merges of a megabyte a matter of seconds. */
function merge(pairs: Map<string, Pair>, key: string): void {
  const [left = '', right = ''] = key.split(' ');
  for (const word of pairs.get(key)?.words ?? []) {
    countPairs(pairs, word, -1);
    word.pieces = joined(word.pieces, left, right);
    countPairs(pairs, word, 1);
  }
  pairs.delete(key);
}

function joined(pieces: readonly string[], left: string, right: string): string[] {
  const result: string[] = [];
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at] ?? '';
    const merges = piece === left && pieces[at + 1] === right;
    result.push(merges ? left + right : piece);
    if (merges) at++;
  }
  return result;
}
