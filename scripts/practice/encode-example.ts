import type { BpeEncoder } from './bpe-encoder.ts';

/** A stretch of an example's text. */
export interface Piece {
  readonly text: string;
  /** What kind of call it is, where the model has to say it itself; `null` where it only reads it. */
  readonly kind: string | null;
}

/** Numbers kinds in the order in which they are met. */
export class Kinds {
  readonly names: string[] = [];

  numberOf(kind: string): number {
    const known = this.names.indexOf(kind);
    return known >= 0 ? known : this.names.push(kind) - 1;
  }
}

/** An example in the layout that trainer/examples.h describes. */
export function encodeExample(pieces: readonly Piece[], encoder: BpeEncoder, kinds: Kinds): Buffer {
  const ids: number[] = [];
  const calls: number[] = [];
  for (const { text, kind } of pieces) {
    const from = ids.length;
    ids.push(...encoder.encode(text));
    if (kind !== null) calls.push(from, ids.length, kinds.numberOf(kind));
  }
  const head = Int32Array.from([ids.length, calls.length / 3, ...calls]);
  return Buffer.concat([Buffer.from(head.buffer), Buffer.from(Uint16Array.from(ids).buffer)]);
}
