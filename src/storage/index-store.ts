import type { Message } from '../kernel/message.ts';
import type { Passage } from '../kernel/passage.ts';
import type { WordSegment } from '../retrieval/word-segment.ts';

/** Which index a text belongs to. */
export type TextKind = 'passage' | 'message';

/** Texts of one kind whose words are packed together; place i of each array is text i's. */
export interface PackedTexts {
  readonly kind: TextKind;
  readonly ids: readonly string[];
  /** Milliseconds since 1970. */
  readonly at: Float64Array;
  /** What the texts are removed together with (text-owners.ts), each once. */
  readonly owners: readonly string[];
  /** For each text its owner's place in `owners`. */
  readonly ownerOf: Uint32Array;
  readonly words: WordSegment;
}

/** Vectors of one kind: that of text i is `values[i * d .. (i + 1) * d]`, where d is `values.length / ids.length`. */
export interface PackedVectors {
  readonly kind: TextKind;
  readonly ids: readonly string[];
  readonly values: Int8Array;
  readonly scales: Float32Array;
  /** As long as `values` (quantise-vector.ts); vectors that have none have zeros. */
  readonly residuals?: Int8Array | undefined;
}

/** Tells by its place whether a text was neither removed nor replaced since it was packed. */
export type IsLive = (place: number) => boolean;

export interface TextVisitor {
  /** Throws `DamagedWords`, and has taken in nothing, when the words can't be searched. */
  packed(texts: PackedTexts, isLive: IsLive): void;
  passages(passages: readonly Passage[]): void;
  messages(messages: readonly Message[]): void;
}

export type VectorVisitor = (vectors: PackedVectors, isLive: IsLive) => void;

/**
 * What became of segments that could not be read: `repaired`, they were removed and their texts are indexed anew;
 * `unrepaired`, that failed, and will be tried when they are read next.
 */
export type Damage = 'none' | 'repaired' | 'unrepaired';

/**
 * The search index as it is stored: packed segments that never change, the texts that are in none yet, and what of
 * the segments is dead. All methods reject with `StorageError` (kernel/memory-store.ts).
 */
export interface IndexStore {
  /** Visits every text that search can find, once: those packed as their words, then the others as their rows. */
  eachText(visitor: TextVisitor): Promise<Damage>;
  /**
   * Visits the vectors of a model, all of `dimensions` numbers. A text has at most one that lives.
   */
  eachVectors(modelId: string, dimensions: number, visit: VectorVisitor): Promise<Damage>;
  /**
   * Does one piece of the work that keeps the index fast to read, all of it or nothing: packs texts, merges small
   * segments, drops what is dead. `nothing` when there is none to do.
   *
   * @param timeZone IANA name of the person's time zone, by whose days messages are found
   */
  tidy(timeZone: string): Promise<'nothing' | 'done' | 'repaired'>;
}
