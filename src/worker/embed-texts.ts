import type { Embedder } from '../kernel/embedder.ts';
import { type QuantisedVector, quantiseFinely } from '../retrieval/quantise-vector.ts';

/**
 * Vectors of texts that nobody waits for, ready to be stored; `null` for a text whose vector is not what the embedder
 * says of itself, or holds what is no number: it would damage the index. Where their number is wrong, nobody knows
 * whose they are, and all are `null`.
 */
export async function embedTexts(
  embedder: Embedder,
  texts: readonly string[],
): Promise<(QuantisedVector | null)[]> {
  const vectors = await embedder.embed(texts, undefined, 'later');
  const fits = vectors.length === texts.length;
  return texts.map((_, index) => soundVector(fits ? vectors[index] : undefined, embedder.dimensions));
}

function soundVector(vector: Float32Array | undefined, dimensions: number): QuantisedVector | null {
  if (vector === undefined || vector.length !== dimensions) return null;
  return vector.every(Number.isFinite) ? quantiseFinely(vector) : null;
}
