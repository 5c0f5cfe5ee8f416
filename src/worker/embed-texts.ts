import type { Embedder } from '../kernel/embedder.ts';
import { type QuantisedVector, quantiseVector } from '../retrieval/quantise-vector.ts';

/**
 * Vectors of texts that nobody waits for, ready to be stored.
 *
 * @throws RangeError when they are not what the embedder says of itself, which would damage the index
 */
export async function embedTexts(embedder: Embedder, texts: readonly string[]): Promise<QuantisedVector[]> {
  const vectors = await embedder.embed(texts, undefined, 'later');
  const misshapen = vectors.find(({ length }) => length !== embedder.dimensions);
  if (vectors.length !== texts.length || misshapen !== undefined) {
    throw new RangeError(
      `The search model gave ${vectors.length} vectors of ${misshapen?.length ?? embedder.dimensions} numbers for ` +
        `${texts.length} texts. Nothing of it was stored; these texts are found by their words.`,
    );
  }
  return vectors.map(quantiseVector);
}
