import type { CancelSignal } from '../kernel/cancel-signal.ts';
import type { Embedder, EmbedRole } from '../kernel/embedder.ts';
import { batchTexts, type TextBatch } from './batch-texts.ts';
import { EmbedderError } from './embedder-error.ts';
import { ModelTurns } from './model-turns.ts';

/** One forward pass: unit vectors of `dimensions` numbers each, end to end, in the order of `texts`. */
export type EmbedBatch = (texts: string[]) => Promise<Float32Array>;

/**
 * An embedder that puts texts through `embedBatch` a few at a time, each distinct text once. Between two batches
 * it looks for a cancel, and lets go first what is asked `now`. `embed` rejects with `EmbedderError` (`lost`) if
 * `embedBatch` fails.
 */
export function batchedEmbedder(
  description: Omit<Embedder, 'embed'>,
  embedBatch: (texts: string[], role: EmbedRole) => ReturnType<EmbedBatch>,
): Embedder {
  const turns = new ModelTurns();

  async function fill(vectors: Float32Array[], batch: TextBatch, role: EmbedRole): Promise<void> {
    const { dimensions } = description;
    const texts = batch.map(({ text }) => text);
    const numbers = await embedBatch(texts, role).catch((error: unknown) => {
      throw lost(error);
    });
    for (const [row, { places }] of batch.entries()) {
      // A copy for each place: vectors are transferred between workers, and no two may share a buffer.
      for (const place of places) vectors[place] = numbers.slice(row * dimensions, (row + 1) * dimensions);
    }
  }

  return {
    ...description,
    async embed(texts, signal, urgency = 'now', role = 'passage') {
      const vectors = new Array<Float32Array>(texts.length);
      for (const batch of batchTexts(texts)) {
        await turns.take(urgency, async () => {
          throwIfAborted(signal);
          await fill(vectors, batch, role);
        });
      }
      return vectors;
    },
  };
}

function throwIfAborted(signal: CancelSignal | undefined): void {
  if (signal?.aborted) throw new DOMException('Embedding was cancelled.', 'AbortError');
}

function lost(cause: unknown): EmbedderError {
  return new EmbedderError(
    'lost',
    'The search model stopped working, perhaps for lack of memory. Texts are kept and will be indexed once it ' +
      'runs again; if it does not recover by itself, close other tabs and reload the app.',
    { cause },
  );
}
