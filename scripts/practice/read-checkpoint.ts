/** A trained model as trainer/train.c writes it. Matrices are `[in][out]`, row by row. */
export interface Checkpoint {
  readonly step: number;
  readonly dim: number;
  readonly heads: number;
  readonly hidden: number;
  readonly vocabulary: number;
  /** `[vocabulary][dim]`. */
  readonly embedding: Float32Array;
  readonly layers: readonly CheckpointLayer[];
  readonly finalNorm: Float32Array;
}

export interface CheckpointLayer {
  readonly attentionNorm: Float32Array;
  /** Queries, keys and values side by side. */
  readonly qkv: Float32Array;
  readonly mix: Float32Array;
  readonly feedForwardNorm: Float32Array;
  /** Gates and what they let through, side by side. */
  readonly gateUp: Float32Array;
  readonly down: Float32Array;
}

const magic = 0x4b434c50;
const headerNumbers = 12;

/** @throws Error when the bytes are no checkpoint, or end too early */
export function readCheckpoint(bytes: Uint8Array): Checkpoint {
  const aligned = bytes.slice().buffer;
  const header = new Int32Array(aligned, 0, headerNumbers);
  const [found, step = 0, dim = 0, layerCount = 0, heads = 0, hidden = 0, vocabulary = 0, padded = 0] =
    header;
  if (found !== magic) throw new Error('This is no checkpoint of the trainer.');
  let at = headerNumbers * 4;
  const take = (count: number): Float32Array => {
    if (at + 4 * count > aligned.byteLength) throw new Error('The checkpoint ends too early.');
    const part = new Float32Array(aligned, at, count);
    at += 4 * count;
    return part;
  };
  const embedding = take(padded * dim).subarray(0, vocabulary * dim);
  const layers = Array.from({ length: layerCount }, () => ({
    attentionNorm: take(dim),
    qkv: take(3 * dim * dim),
    mix: take(dim * dim),
    feedForwardNorm: take(dim),
    gateUp: take(2 * dim * hidden),
    down: take(hidden * dim),
  }));
  return { step, dim, heads, hidden, vocabulary, embedding, layers, finalNorm: take(dim) };
}
