import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import type { GrammarMatcher, TokenizerInfo } from '@mlc-ai/web-xgrammar';
import { functions } from './functions.ts';
import { relativeDates } from './resolve-date.ts';

/** A number from 0 to below 1. */
export type Random = () => number;

export interface SampleOptions {
  readonly random: Random;
  /**
   * How often, from 0 to 1, the choice is made among the allowed tokens that close something (a string, a list,
   * an object). 0 chooses uniformly: then a string ends as rarely as its closing tokens are in the vocabulary.
   */
  readonly closing: number;
}

export interface Sample {
  readonly text: string;
  /** `length`: cut off at `maxTokens`. */
  readonly finish: 'stop' | 'length';
  readonly tokens: number;
}

export interface GrammarSamplerOptions {
  /** Size of the vocabulary, the stop token included; 1,000 at least. */
  readonly tokens: number;
  readonly seed: number;
}

/**
 * The engine's own grammar code (@mlc-ai/web-xgrammar) over a made-up byte-level vocabulary: writes whatever a
 * model could write under a grammar, by chance alone.
 */
export class GrammarSampler {
  readonly #engine: Xgrammar;
  readonly #vocabulary: readonly Uint8Array[];
  readonly #info: TokenizerInfo;
  readonly #compiled = new Map<string, { matcher: GrammarMatcher; milliseconds: number }>();
  readonly #closing: Int32Array;
  readonly #known: TokenTexts;

  private constructor(engine: Xgrammar, vocabulary: readonly Uint8Array[], info: TokenizerInfo) {
    this.#engine = engine;
    this.#vocabulary = vocabulary;
    this.#info = info;
    this.#closing = closingMask(vocabulary);
    this.#known = tokenTexts(vocabulary);
  }

  static async create({ tokens, seed }: GrammarSamplerOptions): Promise<GrammarSampler> {
    const engine = loadXgrammar();
    const vocabulary = makeVocabulary(tokens - 1, seededRandom(seed));
    const encoded = [...vocabulary.map(encodeBytes), '</s>'];
    // Models pad the logits: what lies past the vocabulary must never be allowed.
    const padded = Math.ceil((tokens + 1) / 128) * 128;
    const info = await engine.TokenizerInfo.createTokenizerInfo(encoded, 'byte_level', false, padded, [
      tokens - 1,
    ]);
    return new GrammarSampler(engine, vocabulary, info);
  }

  /** Compiles a grammar (EBNF, start rule `root`) unless it was before; the milliseconds that it took. */
  async compile(grammar: string): Promise<number> {
    return (await this.#matcher(grammar)).milliseconds;
  }

  /**
   * Draws tokens that the grammar allows, until it draws the stop token; the caller may leave off at any time.
   * One drawing at a time for each grammar.
   */
  async *draw(grammar: string, options: SampleOptions): AsyncGenerator<Uint8Array> {
    const { matcher } = await this.#matcher(grammar);
    matcher.reset();
    for (;;) {
      const token = this.#choose(await matcher.getNextTokenBitmask(), options);
      if (!matcher.acceptToken(token))
        throw new Error(`The mask allowed token ${token}, the matcher did not.`);
      const bytes = this.#vocabulary[token];
      if (!bytes) return;
      yield bytes;
    }
  }

  async sample(grammar: string, options: SampleOptions & { readonly maxTokens: number }): Promise<Sample> {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    let text = '';
    let tokens = 0;
    for await (const bytes of this.draw(grammar, options)) {
      if (tokens === options.maxTokens) return { text: text + decoder.decode(), finish: 'length', tokens };
      text += decoder.decode(bytes, { stream: true });
      tokens += 1;
    }
    return { text: text + decoder.decode(), finish: 'stop', tokens };
  }

  /** Tokens of a text: the longest that fits at each place, single bytes where none does. */
  countTokens(text: string): number {
    let count = 0;
    for (let at = 0; at < text.length; count++) {
      const lengths = this.#known.lengths.get(text[at] ?? '') ?? [];
      const length = lengths.find((it) => this.#known.texts.has(text.slice(at, at + it)));
      if (length === undefined) {
        const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
        count += new TextEncoder().encode(character).length - 1;
        at += character.length;
      } else at += length;
    }
    return count;
  }

  async #matcher(grammar: string) {
    const known = this.#compiled.get(grammar);
    if (known) return known;
    const { GrammarCompiler, GrammarMatcher } = this.#engine;
    // Each by itself: a compiler would reuse the rules that grammars have in common.
    const compiler = await GrammarCompiler.createGrammarCompiler(this.#info);
    const started = performance.now();
    const compiled = await compiler.compileGrammar(grammar);
    const milliseconds = performance.now() - started;
    const made = { matcher: await GrammarMatcher.createGrammarMatcher(compiled), milliseconds };
    this.#compiled.set(grammar, made);
    return made;
  }

  #choose(mask: Int32Array, { random, closing }: SampleOptions): number {
    const isClosing = closing > 0 && random() < closing;
    const closers = isClosing ? mask.map((word, index) => word & (this.#closing[index] ?? 0)) : mask;
    const chosen = chooseBit(closers, random) ?? chooseBit(mask, random);
    if (chosen === null || chosen > this.#vocabulary.length)
      throw new Error(chosen === null ? 'The grammar allows no token.' : 'The mask allows padding.');
    return chosen;
  }
}

/** The same numbers for the same seed (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Xgrammar = typeof import('@mlc-ai/web-xgrammar');

/**
 * The package says that it is a module and holds UMD code, which Node refuses to import: it is compiled here as
 * the CommonJS it is. With `process` hidden it takes its browser's way in, which needs no further import.
 */
function loadXgrammar(): Xgrammar {
  const require = createRequire(import.meta.url);
  const filename = require.resolve('@mlc-ai/web-xgrammar');
  const parameters = ['exports', 'require', 'module', '__filename', '__dirname', 'process'];
  const module = { exports: {} };
  const load = compileFunction(readFileSync(filename, 'utf8'), parameters, { filename });
  load.call(module.exports, module.exports, require, module, filename, '');
  return module.exports as Xgrammar;
}

/** All bytes, the pieces of our own grammar, then what byte-level vocabularies are full of. */
function makeVocabulary(size: number, random: Random): Uint8Array[] {
  const encoder = new TextEncoder();
  const bytes = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte));
  const tokens = new Map(bytes.map((token) => [encodeBytes(token), token]));
  const add = (token: Uint8Array<ArrayBuffer>) => tokens.set(encodeBytes(token), token);
  for (const piece of commonPieces()) add(encoder.encode(piece));
  while (tokens.size < size) add(makeToken(random));
  return [...tokens.values()];
}

function commonPieces(): string[] {
  const keys = functions.flatMap(({ parameters }) => parameters.map(({ name }) => name));
  return [
    ...functions.flatMap(({ name }) => [name, `"${name}"`, `${name}","arguments":{"`]),
    ...functions.flatMap(({ name }) => name.split('_')),
    ...keys.flatMap((key) => [key, `"${key}":`, `"${key}":"`, `","${key}":`, `","${key}":"`]),
    ...relativeDates.flatMap((date) => [date, `"${date}"`]),
    ...['{"', '{"thought":"', '{"function":"', '","function":"', '","arguments":{"', '":{"', '":"', '","'],
    ...['"}', '"}}', '"]', '"]}}', '[]}', '[]}}', '["', '}}', '},"request_heartbeat":', 'true}', 'false}'],
    ...['human', 'persona', '"human"', '"persona"', 'true', 'false', '202', '-1', '-0', '"d', '"m', '\\n'],
    ...['\\"', '\\\\', '\\u', '\\u00', '\\ud8', '<|', '|>', '<|im_end|>', '<think>', '$&', ' the', ' and'],
  ];
}

const letters = 'abcdefghijklmnopqrstuvwxyz';
const characters = [
  'é',
  'ü',
  'ß',
  'ж',
  'ع',
  'न',
  '中',
  '文',
  '語',
  '한',
  '😀',
  '👩',
  '\u200d',
  '\u202e',
  '…',
  '’',
];

function makeToken(random: Random): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const kind = random();
  if (kind < 0.6) return encoder.encode((random() < 0.5 ? ' ' : '') + draw(letters, 2, 6, random));
  if (kind < 0.68) return encoder.encode(draw('0123456789', 2, 4, random));
  if (kind < 0.78) return encoder.encode(draw(letters, 1, 4, random) + draw('.,:;!?"\'()[]{}', 1, 2, random));
  if (kind < 0.86) return encoder.encode(draw('"{}[]:,\\', 2, 4, random));
  if (kind < 0.9) return encoder.encode(draw(letters, 0, 2, random) + draw('\\nrtu"/', 2, 3, random));
  if (kind < 0.97) return encoder.encode(draw(characters, 1, 4, random));
  // Frequent in real vocabularies: a character's first or last bytes, alone.
  const whole = encoder.encode(draw(characters, 2, 3, random));
  const start = Math.floor(random() * (whole.length - 1));
  return whole.slice(start, start + 2 + Math.floor(random() * 3));
}

function draw(from: string | readonly string[], least: number, most: number, random: Random): string {
  const length = least + Math.floor(random() * (most - least + 1));
  return Array.from({ length }, () => from[Math.floor(random() * from.length)] ?? '').join('');
}

/** The spelling of bytes in a byte-level vocabulary: printable ones stand for themselves (GPT-2's table). */
function encodeBytes(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byteSpelling[byte]).join('');
}

const byteSpelling: readonly string[] = (() => {
  const isPrintable = (byte: number) => (byte > 32 && byte < 127) || (byte > 160 && byte < 173) || byte > 173;
  let others = 0;
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCharCode(isPrintable(byte) ? byte : 256 + others++),
  );
})();

/** The tokens that can end a string, a list or an object. */
function closingMask(vocabulary: readonly Uint8Array[]): Int32Array {
  const mask = new Int32Array(Math.ceil((vocabulary.length + 1) / 32));
  const decoder = new TextDecoder();
  for (const [token, bytes] of vocabulary.entries()) {
    const text = decoder.decode(bytes);
    if (/["\]}]/.test(text) && !text.includes('\\')) setBit(mask, token);
  }
  setBit(mask, vocabulary.length);
  return mask;
}

function setBit(mask: Int32Array, bit: number): void {
  mask[bit >> 5] = (mask[bit >> 5] ?? 0) | (1 << (bit & 31));
}

/** One of the bits that are set, each as likely; `null` when none is. */
function chooseBit(mask: Int32Array, random: Random): number | null {
  let total = 0;
  for (const word of mask) total += countBits(word);
  let left = Math.floor(random() * total);
  for (const [index, word] of mask.entries()) {
    const here = countBits(word);
    if (left >= here) left -= here;
    else return index * 32 + nthBit(word, left);
  }
  return null;
}

function countBits(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function nthBit(word: number, n: number): number {
  let left = n;
  for (let bit = 0; bit < 32; bit++) {
    if ((word >>> bit) & 1 && left-- === 0) return bit;
  }
  throw new Error('The word has fewer bits set.');
}

/** Tokens that are whole characters, and by first character how long they are, longest first. */
interface TokenTexts {
  readonly texts: ReadonlySet<string>;
  readonly lengths: ReadonlyMap<string, readonly number[]>;
}

function tokenTexts(vocabulary: readonly Uint8Array[]): TokenTexts {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const whole = vocabulary.map((bytes) => decoder.decode(bytes)).filter((text) => !text.includes('\uFFFD'));
  const lengths = new Map<string, number[]>();
  for (const text of whole) {
    const first = text[0] ?? '';
    const { length } = text;
    const known = lengths.get(first) ?? [];
    if (!known.includes(length))
      lengths.set(
        first,
        [...known, length].sort((a, b) => b - a),
      );
  }
  return { texts: new Set(whole), lengths };
}
