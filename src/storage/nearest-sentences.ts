import type { Embedder } from '../kernel/embedder.ts';
import type { TextRange } from '../kernel/text-range.ts';
import { leastSimilarity } from '../retrieval/fuse-rankings.ts';
import { SimilarityScale } from '../retrieval/similarity-scale.ts';

/** Longest wait in milliseconds for all texts together: a hit without a mark is worth more than a late one. */
const longestWait = 300;
/** Most sentences of one text that are compared: about twice what a passage holds. */
const mostSentences = 16;

export interface TextWithSentences {
  readonly text: string;
  readonly sentences: readonly TextRange[];
}

/**
 * Of each text the sentence that is nearest to a query, unless even that one is far from it. The texts are
 * embedded in order and one by one; those whose turn did not come in time have none.
 *
 * @param query the query as a unit vector of the same embedder
 */
export async function nearestSentences<Text extends TextWithSentences>(
  texts: readonly Text[],
  query: Float32Array,
  embedder: Embedder,
): Promise<ReadonlyMap<Text, TextRange>> {
  const found = new Map<Text, TextRange>();
  if (texts.length === 0) return found;
  const least = new SimilarityScale(embedder.unrelatedSimilarity).cosine(leastSimilarity);
  const timeout = AbortSignal.timeout(longestWait);
  const embedding = (async () => {
    for (const each of texts) {
      const sentences = each.sentences.slice(0, mostSentences);
      const written = sentences.map(({ start, end }) => each.text.slice(start, end));
      const nearest = nearestOf(query, await embedder.embed(written, timeout), least);
      const range = nearest === null ? undefined : sentences[nearest];
      if (range !== undefined) found.set(each, range);
    }
  })();
  // The embedder may be busy and answer a cancel late.
  const late = new Promise<void>((resolve) => timeout.addEventListener('abort', () => resolve()));
  await Promise.race([embedding.catch(() => {}), late]);
  return new Map(found);
}

/** @param least cosine from which one is near */
function nearestOf(query: Float32Array, vectors: readonly Float32Array[], least: number): number | null {
  let nearest: number | null = null;
  let best = least;
  for (const [index, vector] of vectors.entries()) {
    const cosine = vector.reduce((sum, component, at) => sum + component * (query[at] ?? 0), 0);
    if (!(cosine >= best)) continue;
    nearest = index;
    best = cosine;
  }
  return nearest;
}
