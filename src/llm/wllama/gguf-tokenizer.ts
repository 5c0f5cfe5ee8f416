import { byteCharacters } from './byte-characters.ts';
import type { GgufVocabulary } from './gguf-header.ts';
import { mergePieces } from './merge-pieces.ts';
import { preTokenizer } from './pre-tokenizers.ts';
import { specialTokens } from './special-tokens.ts';

/** Counts what the engine will hold of a text. */
export interface GgufTokenizer {
  /** Ids of the text's tokens; special tokens spelled in it are single ids. */
  encode(text: string): number[];
  /** What stands before such a text can't change its tokens. */
  startsWithSpecial(text: string): boolean;
  /** Put in front of every prompt by the engine. */
  readonly bosTokens: number;
  /** Ours and llama.cpp's ids are the same; otherwise a count is a bound from above. */
  readonly isExact: boolean;
}

/** Stands for an id where the vocabulary has a gap; it still counts. */
const unknown = -1;
/** Words whose tokens are remembered. */
const rememberedWords = 20_000;

/**
 * The tokenizer that llama.cpp builds from the same vocabulary (src/llama-vocab.cpp), since wllama 3 has none
 * to ask; `null` for kinds that no chat model we know of uses.
 *
 * @param modelName Phi 3 is told by its name: white space after its special tokens is dropped
 */
export function ggufTokenizer(vocabulary: GgufVocabulary, modelName: string): GgufTokenizer | null {
  const ids = new Map(vocabulary.tokens.map((token, id) => [token, id]));
  const pieces = pieceEncoder(vocabulary, ids);
  if (!pieces) return null;
  const pattern = alternatives(specialTokens(vocabulary));
  const dropsSpace = vocabulary.model === 'llama' && /phi-?3/i.test(modelName);
  const encode = (text: string): number[] => {
    let afterSpecial = true;
    return (pattern ? text.split(pattern) : [text]).flatMap((part, index) => {
      // Odd parts are what the pattern matched.
      if (index % 2 === 1) {
        afterSpecial = true;
        return [ids.get(part) ?? unknown];
      }
      const kept = dropsSpace && index > 0 ? part.replace(/^[ \t-\r]+/, '') : part;
      if (kept === '') return [];
      const encoded = pieces.encode(kept, afterSpecial);
      afterSpecial = false;
      return encoded;
    });
  };
  const addsBos = vocabulary.bosId !== null && (vocabulary.addsBos ?? pieces.addsBos);
  return {
    encode,
    startsWithSpecial: (text) => pattern !== null && text.search(pattern) === 0,
    bosTokens: addsBos ? 1 : 0,
    isExact: pieces.isExact,
  };
}

/** Longest first, as llama.cpp looks for them. */
function alternatives(texts: readonly string[]): RegExp | null {
  if (texts.length === 0) return null;
  const sources = texts
    .toSorted((one, other) => other.length - one.length)
    .map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`));
  return new RegExp(`(${sources.join('|')})`, 'u');
}

/** Encodes text between special tokens. */
interface PieceEncoder {
  encode(text: string, afterSpecial: boolean): number[];
  readonly addsBos: boolean;
  readonly isExact: boolean;
}

type Ids = ReadonlyMap<string, number>;

function pieceEncoder(vocabulary: GgufVocabulary, ids: Ids): PieceEncoder | null {
  if (vocabulary.model === 'gpt2') return bytePairs(vocabulary, ids);
  if (vocabulary.model === 'llama') return sentencePieces(vocabulary, ids);
  return null;
}

function bytePairs({ merges, pre }: GgufVocabulary, ids: Ids): PieceEncoder {
  const { patterns, takesWholeWords, addsBos, isExact } = preTokenizer(pre);
  const ranks = new Map(merges.map((merge, rank) => [merge, rank]));
  const rankOf = (left: string, right: string) => ranks.get(`${left} ${right}`);
  const remembered = new Map<string, number[]>();
  const encodeWord = (word: string): number[] => {
    const known = remembered.get(word);
    if (known) return known;
    const symbols = byteSymbols(word);
    const whole = takesWholeWords ? ids.get(symbols.join('')) : undefined;
    const encoded =
      whole === undefined ? mergePieces(symbols, rankOf).map((piece) => ids.get(piece) ?? unknown) : [whole];
    if (remembered.size >= rememberedWords) remembered.clear();
    remembered.set(word, encoded);
    return encoded;
  };
  return { encode: (text) => cut(text, patterns).flatMap(encodeWord), addsBos, isExact };
}

/** SentencePiece's byte-pair encoding, in which the better score joins first. */
function sentencePieces({ scores, addsSpacePrefix }: GgufVocabulary, ids: Ids): PieceEncoder {
  const rankOf = (left: string, right: string) => {
    const id = ids.get(left + right);
    return id === undefined ? undefined : -(scores[id] ?? 0);
  };
  const idsOf = (piece: string): number[] => {
    const id = ids.get(piece);
    return id === undefined ? byteTokens(piece, ids) : [id];
  };
  const prefixes = addsSpacePrefix ?? true;
  return {
    encode: (text, afterSpecial) =>
      mergePieces([...escapeSpaces(prefixes && afterSpecial ? ` ${text}` : text)], rankOf).flatMap(idsOf),
    addsBos: true,
    isExact: true,
  };
}

function byteSymbols(word: string): string[] {
  return Array.from(new TextEncoder().encode(word), (byte) => byteCharacters[byte] ?? '');
}

/** What has no token of its own is written byte by byte. */
function byteTokens(piece: string, ids: Ids): number[] {
  return Array.from(new TextEncoder().encode(piece), (byte) => {
    const name = `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
    return ids.get(name) ?? unknown;
  });
}

function escapeSpaces(text: string): string {
  return text.replaceAll(' ', '\u2581');
}

/** Matches and what lies between them, in order, for one pattern after the other. */
function cut(text: string, patterns: readonly RegExp[]): string[] {
  return patterns.reduce<string[]>(
    (pieces, pattern) => pieces.flatMap((piece) => cutOnce(piece, pattern)),
    [text],
  );
}

function cutOnce(text: string, pattern: RegExp): string[] {
  const pieces: string[] = [];
  let end = 0;
  for (const { 0: match, index } of text.matchAll(pattern)) {
    if (index > end) pieces.push(text.slice(end, index));
    if (match !== '') pieces.push(match);
    end = index + match.length;
  }
  if (end < text.length) pieces.push(text.slice(end));
  return pieces;
}
