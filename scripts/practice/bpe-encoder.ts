import { byteCharacters } from '../../src/llm/wllama/byte-characters.ts';
import { byteLevel, gpt2Words } from './gpt2-words.ts';

/** The practice model's control tokens; they are the last ids of its vocabulary. */
export const specialTokens = ['<|endoftext|>', '<|im_start|>', '<|im_end|>'] as const;

/** The vocabulary in the order of its ids: 256 bytes, what each merge makes, the special tokens. */
export function vocabulary(
  merges: readonly string[],
  specials: readonly string[] = specialTokens,
): readonly string[] {
  return [...byteCharacters, ...merges.map((merge) => merge.replace(' ', '')), ...specials];
}

/**
 * Encodes text as llama.cpp does with a GGUF that holds the same merges (`gpt2` tokenizer, `gpt-2`
 * pre-tokenizer), special tokens in the text included.
 */
export class BpeEncoder {
  readonly #ids: ReadonlyMap<string, number>;
  readonly #ranks: ReadonlyMap<string, number>;
  readonly #specials: ReadonlySet<string>;
  readonly #specialPattern: RegExp;
  readonly #words = new Map<string, readonly number[]>();

  constructor(merges: readonly string[], specials: readonly string[] = specialTokens) {
    this.#ids = new Map(vocabulary(merges, specials).map((token, id) => [token, id]));
    this.#ranks = new Map(merges.map((merge, rank) => [merge, rank]));
    this.#specials = new Set(specials);
    const alternatives = specials.map((special) => special.replaceAll(/[|\\{}()[\]^$+*?.]/g, '\\$&'));
    this.#specialPattern = new RegExp(`(${alternatives.join('|')})`);
  }

  encode(text: string): number[] {
    const parts = this.#specials.size === 0 ? [text] : text.split(this.#specialPattern);
    return parts.flatMap((part) =>
      this.#specials.has(part)
        ? [this.#idOf(part)]
        : gpt2Words(part).flatMap((word) => this.#encodeWord(word)),
    );
  }

  #encodeWord(word: string): readonly number[] {
    const known = this.#words.get(word);
    if (known) return known;
    const ids = this.#mergeAll(byteLevel(word)).map((piece) => this.#idOf(piece));
    this.#words.set(word, ids);
    return ids;
  }

  /** Applies the earliest learned merge, leftmost first, until none applies. */
  #mergeAll(pieces: string[]): string[] {
    for (;;) {
      let best = -1;
      let bestRank = Number.POSITIVE_INFINITY;
      for (let at = 0; at + 1 < pieces.length; at++) {
        const rank = this.#ranks.get(`${pieces[at]} ${pieces[at + 1]}`);
        if (rank !== undefined && rank < bestRank) {
          best = at;
          bestRank = rank;
        }
      }
      if (best < 0) return pieces;
      pieces.splice(best, 2, `${pieces[best]}${pieces[best + 1]}`);
    }
  }

  #idOf(token: string): number {
    const id = this.#ids.get(token);
    if (id === undefined) throw new Error(`The vocabulary has no token ${JSON.stringify(token)}.`);
    return id;
  }
}
