import { StorageError } from '../kernel/memory-store.ts';
import type { StoredVector } from './library-store.ts';
import type { VectorSegment } from './stored-rows.ts';

/** A vector on its way into a segment, with the owner of its text. */
export interface OwnedVector extends StoredVector {
  readonly owner: string;
}

/** Packs vectors of one kind, at least one, into a segment. Throws when their lengths differ. */
export function packSegment(modelId: string, vectors: readonly OwnedVector[]): VectorSegment {
  const first = vectors[0];
  if (first === undefined) throw new RangeError('A segment holds at least one vector.');
  const dimensions = first.vector.values.length;
  const values = new Int8Array(vectors.length * dimensions);
  vectors.forEach(({ vector }, index) => {
    if (vector.values.length !== dimensions) {
      const message = `Vectors of ${dimensions} and of ${vector.values.length} numbers came together.`;
      throw new StorageError('failed', `${message} Nothing of them was stored.`);
    }
    values.set(vector.values, index * dimensions);
  });
  return {
    modelId,
    kind: first.kind,
    ids: vectors.map(({ id }) => id),
    owners: [...new Set(vectors.map(({ owner }) => owner))],
    values,
    scales: Float32Array.from(vectors, ({ vector }) => vector.scale),
  };
}

/** The vectors of a segment, as views of its values. */
export function unpackSegment({ kind, ids, values, scales }: VectorSegment): StoredVector[] {
  const dimensions = values.length / ids.length;
  return ids.map((id, index) => ({
    kind,
    id,
    vector: {
      values: values.subarray(index * dimensions, (index + 1) * dimensions),
      scale: scales[index] ?? 0,
    },
  }));
}

/** The segment without some of its vectors; `null` when none is left. */
export function withoutVectors(segment: VectorSegment, removed: ReadonlySet<string>): VectorSegment | null {
  const dimensions = segment.values.length / segment.ids.length;
  const kept = segment.ids.flatMap((id, index) => (removed.has(id) ? [] : [index]));
  if (kept.length === 0) return null;
  const values = new Int8Array(kept.length * dimensions);
  kept.forEach((from, to) => {
    values.set(segment.values.subarray(from * dimensions, (from + 1) * dimensions), to * dimensions);
  });
  return {
    ...segment,
    ids: kept.map((index) => segment.ids[index] ?? ''),
    values,
    scales: Float32Array.from(kept, (index) => segment.scales[index] ?? 0),
  };
}
